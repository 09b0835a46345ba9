"""What was handed in is kept, whole, for a student, up to a size; and what cannot be read is not there."""

from __future__ import annotations

import os

import pytest

from grader.batch import kept
from grader.batch.kept import AttemptStore, KeptAttempt, packed, unpacked
from grader.message import Message, say
from grader.submission.source import Source, broken
from grader.worker.messages.wire import NotebookCell

NOTE = say("{file} was read as {name}", file="Copy of vjp.py", name="vjp.py")
SOURCES = {
    "a file": Source("vjp", "vjp.py", "vjp.py", {"vjp.py": b"\xff\x00", "help.py": b"x = 1"}, notes=(NOTE, "plain")),
    "a notebook": Source(
        "vjp", "vjp.ipynb", cells=(NotebookCell(1, "x = '\ud83d'"), NotebookCell(3, "", "sql", True, 14))
    ),
    "what does not parse": broken("vjp", "vjp.ipynb", say("{file} is not a notebook: {reason}", file="v", reason="r")),
}


def attempt(submission: str, *sources: Source, student: str = "ada") -> KeptAttempt:
    return KeptAttempt(student, submission, "Ada", [packed(s) for s in sources], {"vjp": ("checks", "way")}, [], [])


@pytest.fixture
def store(tmp_path):
    return AttemptStore(tmp_path)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_source_comes_back_as_it_was(store, source) -> None:
    store.put(attempt("one", source))
    (again,) = map(unpacked, store.get("ada", "one").sources)
    assert (again.digest, again.file, again.notes, again.cells) == (
        source.digest, source.file, source.notes, source.cells,
    )  # fmt: skip
    assert [type(note) for note in again.notes] == [type(note) for note in source.notes]
    assert str(again.broken) == str(source.broken)
    if again.broken:
        assert isinstance(again.broken.message, Message)


def test_nothing_is_there_of_another_attempt_or_where_it_cannot_be_read(store, tmp_path) -> None:
    store.put(attempt("one"))
    assert store.has("ada", "one") and not store.has("ada", "two") and not store.has("bob", "one")
    assert store.get("bob", "one") is None
    (path,) = (tmp_path / "attempts" / "ada").iterdir()
    path.rename(path.with_name("two.z"))
    assert store.get("ada", "two") is None, "it names another"
    path.write_bytes(b"cut short")
    assert store.get("ada", "one") is None


def test_beyond_the_bound_the_oldest_are_dropped_and_the_newest_never(store, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 2_500)
    for number, name in enumerate(("one", "two", "three")):
        store.put(attempt(name, Source("vjp", "vjp.py", "vjp.py", {"vjp.py": os.urandom(1_000)})))
        os.utime(tmp_path / "attempts" / "ada" / f"{name}.z", (number, number))
    assert [store.has("ada", name) for name in ("one", "two", "three")] == [False, True, True]
    store.put(attempt("large", Source("vjp", "vjp.py", "vjp.py", {"vjp.py": os.urandom(5_000)})))
    assert [store.has("ada", name) for name in ("two", "three", "large")] == [False, False, True]


def test_a_forgotten_student_has_none_and_others_keep_theirs(store) -> None:
    for student in ("ada", "bob"):
        store.put(attempt("one", student=student))
    store.forget({"ada", "nobody"})
    assert (store.has("ada", "one"), store.has("bob", "one")) == (False, True)
