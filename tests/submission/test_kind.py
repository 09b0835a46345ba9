"""A file is read as what it holds, with a note where its name says something else."""

from __future__ import annotations

import json

import pytest

from grader.submission.collect import collect

IDS = ["vjp"]
PYTHON = "import torch\n\n\ndef vjp(x):\n    return x\n"
NOTEBOOK = json.dumps(
    {"cells": [{"cell_type": "markdown", "source": "hi"}, {"cell_type": "code", "source": PYTHON}], "nbformat": 4}
)
AS_NOTEBOOK = "vjp.py is a notebook and not a Python file; it was read as a notebook"
AS_PYTHON = "vjp.ipynb is a Python file and not a notebook; it was read as Python"


@pytest.fixture
def read(tmp_path):
    def run(name, text):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return collect([tmp_path / name], IDS).sources["vjp"]

    return run


@pytest.mark.parametrize("before", ["", "\ufeff", "\n  "])
def test_a_notebook_saved_as_python_is_read_as_a_notebook(read, before) -> None:
    source = read("vjp.py", before + NOTEBOOK)
    assert [(cell.number, cell.source) for cell in source.cells] == [(2, PYTHON)]
    assert (source.main, source.files, source.notes) == ("", {}, (AS_NOTEBOOK,))


@pytest.mark.parametrize(
    "text", [PYTHON, "# my answer\n" + PYTHON, "\ufeff" + PYTHON, "x = {\n}\nclass A: ...", "\r\n" + PYTHON]
)
def test_python_saved_as_a_notebook_is_read_as_python(read, text) -> None:
    source = read("vjp.ipynb", text)
    assert (source.main, source.files, source.notes) == ("vjp.py", {"vjp.py": text.encode()}, (AS_PYTHON,))
    assert source.file == "vjp.ipynb"


def test_what_a_name_says_is_right_has_no_note(read) -> None:
    assert read("vjp.py", PYTHON).notes == read("vjp.ipynb", NOTEBOOK).notes == ()
    assert read("vjp.py", "{}").main == "vjp.py"


def test_a_notebook_that_is_cut_off_says_so_whatever_its_name(read) -> None:
    assert "vjp.py is not a notebook: it is not JSON" in read("vjp.py", NOTEBOOK[:-30]).broken.message


@pytest.mark.parametrize("text", [b"", b"hello", b"\0\1\2", b"[1, 2]"])
def test_what_is_neither_is_not_a_notebook(read, text) -> None:
    assert "vjp.ipynb is not a notebook" in read("vjp.ipynb", text).broken.message
