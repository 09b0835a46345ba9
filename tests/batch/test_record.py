"""What is taken from a submission beside its grades, and when it is written: what is graded within a second together,
the gradebook in one transaction, then each student's files."""

from __future__ import annotations

import sys

import pytest
import small_course

from grader import gradebook
from grader.batch import record
from grader.batch.plan import Plan
from grader.batch.record import Recorder
from grader.batch.rounds import Round
from grader.batch.store import Store
from grader.courses import find
from grader.errors import UsageError
from grader.gradebook.book import open_book
from grader.intake import read_class
from grader.intake.class_input import StudentSubmission
from grader.people import Student

ITEM = '\n[[exercise.item]]\nid = "why"\ntitle = "Why"\npoints = 2\nanswer = "why.md"\n'
ADA = Student("ada", "Ada", {})
NAMES = ("ada", "bob", "cyd")


@pytest.fixture
def course_with_an_item(tmp_path):
    toml = small_course.FILES["course.toml"] + ITEM
    return find.load(small_course.written(tmp_path / "course", **{"course.toml": toml}))


def test_what_is_written_is_kept_and_makes_a_new_page_and_was_not_left_out(course_with_an_item, tmp_path) -> None:
    store, (exercise, *_) = Store(tmp_path / "out"), reversed(course_with_an_item.exercises)
    plan = Plan(course_with_an_item, "none", "cpu", store, Round("s", given=True))
    files = {name: tmp_path / name for name in (f"{exercise}.py", "hw/Why.md", "notes.md")}
    (tmp_path / "hw").mkdir()
    for path in files.values():
        path.write_text("x = 1\n")
    with gradebook.open(tmp_path / "gradebook.sqlite") as book:
        planned = plan.of(StudentSubmission(ADA, files, None, None))
        recorder = Recorder(tmp_path / "out", store, book, plan)
        assert not recorder.has(planned)
        assert book.answers("ada") == {(exercise, "why"): "x = 1"}
        assert planned.task.ignored == ["notes.md"]
        assert not recorder._has_written(planned.hand_in)  # it is there
        (tmp_path / "hw" / "Why.md").write_text("since\n")
        assert recorder._has_written(planned.hand_in)
        assert book.answers("ada") == {(exercise, "why"): "since"}
        (tmp_path / "hw" / "Why.md").write_text("\n")  # whoever hands in nothing more has not taken it back
        assert not recorder._has_written(planned.hand_in)
        assert book.answers("ada") == {(exercise, "why"): "since"}


@pytest.fixture
def recorder(tmp_path, monkeypatch):
    """With the three submissions; two are written together."""
    course = find.load(small_course.written(tmp_path / "course"))
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
