"""What is graded within a second is written together: the gradebook in one transaction, then each student's files."""

from __future__ import annotations

import sys

import pytest
from small_course import written

from grader.batch import record
from grader.batch.plan import Plan
from grader.batch.record import Recorder
from grader.batch.store import Store
from grader.courses import find
from grader.errors import UsageError
from grader.gradebook.book import open_book
from grader.intake import read_class

NAMES = ("ada", "bob", "cyd")


@pytest.fixture
def recorder(tmp_path, monkeypatch):
    """With the three submissions; two are written together."""
    course = find.load(written(tmp_path / "course"))
    for name in NAMES:
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "double.py").write_text(f"# {name}\n")
    handed_in = read_class(tmp_path / "class", layout="folders", roster=None, work=tmp_path, ids=course.exercises)
    store = Store(tmp_path / "out")
    plan = Plan(course, "full", "cpu", store, store.rounds.begin(tmp_path / "class", "tests"), (), "en")
    monkeypatch.setattr(record, "TOGETHER", 2)
    monkeypatch.setattr(record, "TOGETHER_S", float(sys.maxsize))
    with open_book(tmp_path / "out/gradebook.sqlite") as book:
        made = Recorder(tmp_path / "out", store, book, plan)
        yield made, [plan.of(hand_in) for hand_in in handed_in.hand_ins]


def there(recorder) -> tuple[list[str], list[str]]:
    """Whose attempts are in the gradebook, and whose pages on the disk."""
    pages = sorted(path.parent.name for path in recorder.out.glob("*/index.html"))
    return sorted(attempt.student.key for attempt in recorder.book.attempts()), pages


def test_two_are_written_together_and_the_last_with_flush(recorder) -> None:
    recorder, submissions = recorder
    seen = []
    for planned in submissions:
        recorder.record(planned, RuntimeError("a task that failed"))
        seen.append(there(recorder))
    assert seen == [([], []), (["ada", "bob"],) * 2, (["ada", "bob"],) * 2]
    recorder.flush()
    assert there(recorder) == (list(NAMES), list(NAMES))


def test_what_could_not_be_written_is_tried_again(recorder, monkeypatch) -> None:
    recorder, submissions = recorder
    with monkeypatch.context() as patched:
        patched.setattr(record, "write_atomically", lambda *_: (_ for _ in ()).throw(OSError(28, "no space")))
        recorder.record(submissions[0], RuntimeError("a task that failed"))
        with pytest.raises(UsageError, match="the disk is full"):
            recorder.flush()
    recorder.flush()
    assert there(recorder) == (["ada"], ["ada"])
    assert next(recorder.book.standings(recorder._plan.whole)).attempts == 1
