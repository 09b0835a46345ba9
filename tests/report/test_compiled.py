"""Compiled templates are used again, and only where they are of the same text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from grader.report.compiled import CompiledTemplates


def text(folder: Path) -> str:
    environment = Environment(loader=FileSystemLoader(folder), bytecode_cache=CompiledTemplates(folder))
    return environment.get_template("page.html").render(name="you")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "page.html").write_text("For {{ name }}.")
    return tmp_path


def compiled(folder: Path) -> list[Path]:
    return [*(folder / "__pycache__").glob("*")]


def test_a_template_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert text(folder) == "For you."
    monkeypatch.delattr(Environment, "compile")
    assert text(folder) == "For you."


def test_a_changed_template_is_compiled_again(folder: Path) -> None:
    text(folder)
    (folder / "page.html").write_text("Not for {{ name }}.")
    assert text(folder) == "Not for you."
    assert len(compiled(folder)) == 1


def test_another_version_of_ours_compiles_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text(folder)
    [file] = compiled(folder)
    before = file.read_bytes()
    monkeypatch.setattr("grader.report.compiled.__version__", "another")
    assert text(folder) == "For you."
    assert file.read_bytes() != before


@pytest.mark.parametrize("length", [0, 8, -20, -1])
def test_a_damaged_file_is_compiled_again(folder: Path, length: int) -> None:
    text(folder)
    [file] = compiled(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:length])
    assert text(folder) == "For you."
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_the_page_is_the_same(folder: Path) -> None:
    (folder / "__pycache__").write_text("no folder")
    assert text(folder) == "For you."


def test_nothing_is_written_where_python_writes_no_compiled_modules(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert text(folder) == "For you."
    assert not compiled(folder)
