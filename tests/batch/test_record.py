"""What is taken from a submission beside its grades."""

from __future__ import annotations

import pytest
import small_course

from grader import gradebook
from grader.batch.plan import Plan
from grader.batch.record import Recorder
from grader.batch.rounds import Round
from grader.batch.store import Store
from grader.courses import find
from grader.intake.class_input import StudentSubmission
from grader.people import Student

ITEM = '\n[[exercise.item]]\nid = "why"\ntitle = "Why"\npoints = 2\nanswer = "why.md"\n'
ADA = Student("ada", "Ada", {})


@pytest.fixture
def course(tmp_path):
    toml = small_course.FILES["course.toml"] + ITEM
    return find.load(small_course.written(tmp_path / "course", **{"course.toml": toml}))


def test_what_is_written_is_kept_and_makes_a_new_page_and_was_not_left_out(course, tmp_path) -> None:
    store, (exercise, *_) = Store(tmp_path / "out"), reversed(course.exercises)
    plan = Plan(course, "none", "cpu", store, Round("s", given=True))
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
