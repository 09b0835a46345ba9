"""The sample class in a gradebook, and what its exports are compared with."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import gradebook_examples as examples
import jsonschema
import pytest

from grader import gradebook
from grader.courses.course import Course
from grader.gradebook import Gradebook

GOLDEN = Path(__file__).parent / "golden"
SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return examples.course(tmp_path, examples.LATE.format(more=""))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "gradebook.sqlite"
    with gradebook.open(path) as book:
        examples.fill(book)
    return path


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Gradebook]:
    with gradebook.open(shutil.copy(filled, tmp_path)) as book:
        yield book


@pytest.fixture
def golden() -> Callable[[str, Path], None]:
    """golden(name, path): the file at path is tests/export/golden/<name>, byte for byte. With UPDATE_GOLDEN=1 in the
    environment it becomes that: look at the difference before it is committed."""

    def same(name: str, path: Path) -> None:
        if os.environ.get("UPDATE_GOLDEN"):
            (GOLDEN / name).write_bytes(path.read_bytes())
        assert path.read_bytes() == (GOLDEN / name).read_bytes()

    return same


@pytest.fixture
def valid() -> Callable[[str, Path], object]:
    """valid(schema, path): the document, if it is one by tests/export/schemas/<schema>.json."""

    def checked(schema: str, path: Path) -> object:
        document = json.loads(path.read_bytes())
        jsonschema.validate(document, json.loads((SCHEMAS / f"{schema}.json").read_text()))
        return document

    return checked
