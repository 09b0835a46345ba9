# Two ways in: `make demo` and `make test`. Each works alone and first, on a machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# Variables, since they must also apply to the build of the package. Relative paths: pip splits them at spaces.
INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: demo test lint bench sample words fuzz coverage docs constraints clean
.DELETE_ON_ERROR:

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) torch
	$(INSTALL) --editable '.[dev]'
	touch $@

demo: $(INSTALLED)  ## install, grade the sample class, leave its reports to open
	@# The sample class is our own code: without a full sandbox it may run unprotected.
	$(BIN)/grade batch tests/sample_class --out reports || $(BIN)/grade batch tests/sample_class --out reports --isolation none
	@printf '\nOpen in a browser:\n  %s\n' "$(CURDIR)/reports/index.html"

# One process more than there are processors: some tests wait.
test: $(INSTALLED) lint  ## every test
	$(BIN)/python -m pytest -n $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)') --dist worksteal

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/codespell
	find . -name '*.toml' -not -path '*/.*' -exec $(BIN)/check-toml {} +

bench: $(INSTALLED)  ## what a worker, a submit, a class, a page and the intake cost
	$(BIN)/python bench/worker.py
	$(BIN)/python bench/watch.py
	$(BIN)/python bench/batch.py
	$(BIN)/python bench/report.py
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/submit.py
	$(BIN)/python bench/intake.py

sample: $(INSTALLED)  ## the reports under reports/sample/, after words, checks or templates changed
	$(BIN)/python reports/make_sample.py

words: $(INSTALLED)  ## new and changed sentences into the .po files, to be translated there
	$(BIN)/python -m grader.authoring.words

fuzz: $(INSTALLED)  ## a million messages against the wire decoder
	$(BIN)/python tests/hostile/fuzz_wire.py --messages 1000000

coverage: $(INSTALLED)
	$(BIN)/python -m pytest -n auto --cov --cov-report=term-missing

docs: $(INSTALLED)  ## the documentation as a site, in site/
	$(BIN)/mkdocs build --strict

constraints:  ## constraints.txt again, from the newest versions that fit; torch stays, change its line by hand
	sed -n '/^torch==/p' constraints.txt > constraints.new
	$(PYTHON) -m venv --clear .venv-constraints
	PIP_CONSTRAINT=constraints.new .venv-constraints/bin/pip install --quiet --disable-pip-version-check torch
	PIP_CONSTRAINT=constraints.new .venv-constraints/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@# A local version (torch's +cpu) is not in every registry.
	.venv-constraints/bin/pip freeze --all --exclude-editable --exclude pip | sed 's/+[a-z0-9.]*$$//' > constraints.new
	mv constraints.new constraints.txt
	rm -r .venv-constraints

clean:
	rm -rf $(VENV) site
