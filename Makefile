# Two ways in: `make demo` and `make test`. Each works alone and first, on a machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SAMPLES := $(notdir $(wildcard tests/sample_class/*))

.PHONY: demo test lint bench clean
.DELETE_ON_ERROR:

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt torch
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(INSTALLED)  ## install, grade the sample class, leave its reports to open
	@for student in $(SAMPLES); do \
	  printf '\n== %s\n' "$$student"; \
	  $(BIN)/grade submit tests/sample_class/$$student/*.py --student "$$student" --out reports || exit $$?; \
	done
	@printf '\nOpen in a browser:\n'
	@for student in $(SAMPLES); do printf '  %s\n' "$(CURDIR)/reports/$$student/index.html"; done

test: $(INSTALLED) lint  ## every test
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(INSTALLED)  ## what a worker and a submit cost
	$(BIN)/python bench/worker.py
	$(BIN)/python bench/watch.py

clean:
	rm -rf $(VENV)
