"""Files that are hostile as files: notebooks, names, encodings, sizes. They are read in the trusted process."""

from __future__ import annotations

import json

import pytest
from documents import assert_trustworthy, document

from grader.submission.collect import collect, collect_files
from grader.submission.source import read_source

HONEST = """import numpy as np
def forward(x, w): return w * x
def loss(y, y_pred): return ((y_pred - y) ** 2).mean()
def gradient(x, y, y_pred): return (2 * x * (y_pred - y)).mean()
def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
"""
EVIL = "\x1b[2J\x07<script>alert(1)</script>\u202e\ud800\x00"


def notebook(*cells: object, **more: object) -> str:
    code = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": code, **more})


DEEP = "[" * 200_000
NOTEBOOKS = {
    "three thousand cells": (notebook(*["pass"] * 3_000, HONEST), "passed"),
    "cells without end": (notebook(*["x"] * 100_000), "failed"),
    "metadata of another kind": (notebook(HONEST, metadata=[EVIL], nbformat=10**30, nbformat_minor="x"), "passed"),
    "cells within cells": (notebook([HONEST, "", "\n"], [["x"]]), "failed"),
    "nested without end": (f'{{"nbformat": 4, "cells": [], "metadata": {DEEP}', "failed"),
    "an old format that is none": ('{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": {}}]}]}', "failed"),
    "a number of a million digits": (f'{{"nbformat": {"9" * 1_000_000}, "cells": []}}', "failed"),
    "numbers that JSON has not": ('{"nbformat": NaN, "cells": [{"cell_type": "code", "source": Infinity}]}', "failed"),
    "magics and escapes": (notebook(f"%%time {EVIL}\n%run /etc/passwd\n!cat /etc/shadow\n%load x\n{HONEST}"), "passed"),
    "control characters": (notebook(HONEST, f"raise ValueError({EVIL!r})", f"# {EVIL}"), "passed"),
    "no cells at all": (notebook(), "failed"),
    "a null byte": (notebook(HONEST, "x = 1\0"), "passed"),
    "one magic a line": (notebook("%time x = 1\n" * 200, HONEST), "passed"),
}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_graded_whatever_is_in_it(name, grade) -> None:
    text, verdict = NOTEBOOKS[name]
    result = grade("mse_gradient", text, ".ipynb")
    assert result.status == verdict, [(check.cause, check.message) for check in result.checks]
    assert_trustworthy(result)


def test_helpers_with_names_that_are_not_text_harm_nothing(tmp_path, grade) -> None:
    (tmp_path / "tools").mkdir()
    for name in (b"\xff\xfe.py", EVIL.replace("\0", "").replace("/", "_").encode("utf-8", "replace") + b".py"):
        with open(bytes(tmp_path / "tools") + b"/" + name, "wb") as file:
            file.write(b"x = 1\n")
    path = tmp_path / "mse_gradient.py"
    path.write_text("import tools\n" + HONEST)
    result = grade("mse_gradient", path)
    assert result.status == "passed", [(check.cause, check.message) for check in result.checks]
    assert_trustworthy(result)


def test_a_path_that_is_not_text_is_shown_and_not_obeyed(tmp_path, course, grading) -> None:
    path = tmp_path / "file"
    path.write_text(HONEST)
    for folder in ("\udcff", "\x1b[2J", "../../etc", "<script>"):
        (source,) = collect_files({f"{folder}/mse_gradient.py": path}, course.exercises).sources.values()
        result = grading.grade(course.exercises["mse_gradient"], source)
        assert result.status == "passed"
        assert_trustworthy(result)


def test_a_million_words_after_import_are_read_in_no_time(tmp_path) -> None:
    path = tmp_path / "mse_gradient.py"
    path.write_text("import " + " ".join(f"w{i}" for i in range(250_000)) + "\n")
    assert read_source(path, "mse_gradient").files.keys() == {"mse_gradient.py"}


def test_links_devices_and_pipes_are_not_followed(tmp_path, course) -> None:
    (tmp_path / "mse_gradient.py").symlink_to("/etc/passwd")
    (tmp_path / "chain_rule.py").symlink_to("/dev/zero")
    import os

    os.mkfifo(tmp_path / "sine_numpy.py")
    (tmp_path / "vjp.py").mkdir()
    sources = collect([tmp_path], course.exercises).sources
    assert {name: bool(source.broken) for name, source in sources.items()} == dict.fromkeys(
        ("mse_gradient", "chain_rule", "sine_numpy", "vjp"), True
    )
    assert all("root:" not in str(source.broken) for source in sources.values())


LONG = {
    ".py": HONEST.replace("return w, losses", "return w, np.zeros(500_000)") + "# \x1b\n" * 200_000,
    ".ipynb": notebook(HONEST.replace("return w, losses", "return w, [0.5] * 200_000"), *["#" * 300_000] * 6),
}


@pytest.mark.parametrize("suffix", LONG)
def test_a_result_is_never_longer_than_a_report_can_bear(suffix, grade) -> None:
    result = grade("mse_gradient", LONG[suffix], suffix)
    assert result.status == "failed"
    assert len(json.dumps(document(result))) < 2_000_000
