"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path

import gradebook_examples as examples
import pytest
from command_line import opened
from gradebook_examples import ADA, BOB, mse, record, vjp
from small_class import batch, small_class

from grader.courses.find import builtin, load

__all__ = ["batch", "small_class"]


@pytest.fixture
def ids() -> list[str]:
    return list(load(builtin()).exercises)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a course in course/, and a gradebook in reports/ in which ada is graded and bob absent."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "course").mkdir()
    examples.course(tmp_path / "course")
    with opened(tmp_path) as book:
        book.enrol([ADA, BOB])
        record(book, ADA, mse("a"), vjp())
    return tmp_path
