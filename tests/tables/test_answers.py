"""What students wrote for an item, as plain text: from a file, or from the cells below a heading."""

from __future__ import annotations

import json

import pytest

from grader.courses.items import Item
from grader.tables.answers import MOST, answer


def text_of(content) -> str:
    if isinstance(content, str):
        return content
    cells = [{"cell_type": kind, "source": text, "metadata": {}} for kind, text in content]
    return json.dumps({"nbformat": 4, "cells": cells})


@pytest.fixture
def written(tmp_path):
    """written(where the answer is, files: name -> text or notebook's cells) -> the answer."""

    def of(where: str, **files):
        there = {}
        for key, content in files.items():
            name = key.replace("_dot_", ".").replace("_in_", "/")
            there[name] = tmp_path / name.replace("/", "-")
            there[name].write_bytes(content if isinstance(content, bytes) else text_of(content).encode())
        return answer(Item("why", "Why", 2, answer=where), "vjp", there)

    return of


def test_a_file_in_any_folder_and_case(written) -> None:
    assert written("why.md", hw_in_Why_dot_MD="\ufeffBecause.\n", other_dot_md="no") == "Because."
    assert written("why.md", other_dot_md="no") == ""


@pytest.mark.parametrize("where", ["# Why", "why", "## Why"])
def test_the_cells_below_a_heading_up_to_the_next_one_or_to_code(written, where) -> None:
    cells = [
        ("markdown", "# Intro\nhello"), ("markdown", "## Why\nIt is *linear*."), ("markdown", "So it is enough."),
        ("code", "x = 1"), ("markdown", "not this"),
    ]  # fmt: skip
    assert written(where, vjp_dot_ipynb=cells) == "It is *linear*.\n\nSo it is enough."
    assert written(where, homework_dot_ipynb=cells) == "It is *linear*.\n\nSo it is enough."  # one for all exercises
    assert written(where, mse_dot_ipynb=cells, other_dot_ipynb=cells) == ""


def test_nothing_in_it_is_obeyed_and_it_fits_into_a_cell(written) -> None:
    assert written("why.md", why_dot_md="a\x1b[2Jb\u202ec\0") == "a\\x1b[2Jb\\x202ec\\x00"
    assert written("why.md", why_dot_md=b"\xe9t") == "\ufffdt"
    assert len(written("why.md", why_dot_md="x" * 50_000)) == MOST + 2


@pytest.mark.parametrize("text", ["{", "[" * 100_000, '{"cells": 5}', ""])
def test_a_notebook_that_cannot_be_read_is_said_to_be_so(written, text) -> None:
    assert written("# Why", vjp_dot_ipynb=text).startswith("(")


def test_a_file_beyond_measure_is_not_read(written) -> None:
    assert "a submission may have" in written("why.md", why_dot_md=b"x" * 40_000_000)
