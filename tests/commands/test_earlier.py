"""The page keeps the exercises that a run did not grade; result.json is what the run graded."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import report_samples as samples
from html_reader import Reader

from grader.commands._earlier import PAGE, on_page, page_of
from grader.courses.course import CourseExercise
from grader.outcomes.result import to_json
from grader.report.page import render

COURSE = {name: CourseExercise(Path(), name, 3.0) for name in ("vjp", "mse_gradient", "nn_module")}


def failed(name="mse_gradient"):
    return samples.exercise(name, samples.check(message="wrong <b>"))


def passed(name="mse_gradient"):
    return samples.exercise(name, samples.passed(), status="passed")


@pytest.fixture
def graded(tmp_path):
    """graded(exercise…, at=…) -> what the page is made from, after a run that graded these."""

    def run(*exercises, at="2026-11-20T12:00:00Z", course=COURSE, **fields):
        result = samples.result(*exercises, graded_at=at, **fields)
        page = page_of(tmp_path, result, course)
        (tmp_path / PAGE).write_bytes(msgspec.json.encode(page))
        return on_page(result, page)

    return run


def ids(shown):
    return [exercise.id for exercise in shown.exercises]


def test_an_exercise_that_was_not_graded_now_stays_as_it_was_in_the_order_of_the_course(graded) -> None:
    graded(failed("mse_gradient"))
    shown, before = graded(passed("vjp"), at="2026-11-21T12:00:00Z")
    assert ids(shown) == ["vjp", "mse_gradient"]
    assert (shown.score, shown.points) == (3, 6)
    assert before.earlier == {"mse_gradient": "2026-11-20T12:00:00Z"}


def test_what_is_graded_again_takes_the_place_of_what_was(graded) -> None:
    graded(failed())
    shown, before = graded(passed())
    assert (ids(shown), shown.score, before.earlier) == (["mse_gradient"], 3, {})


def test_an_exercise_that_was_not_graded_for_two_runs_keeps_its_time(graded) -> None:
    graded(failed("mse_gradient"), at="2026-11-19T12:00:00Z")
    graded(failed("vjp"))
    _, before = graded(passed("vjp"), at="2026-11-21T12:00:00Z")
    assert before.earlier == {"mse_gradient": "2026-11-19T12:00:00Z"}


@pytest.mark.parametrize(
    "course", [{"vjp": COURSE["vjp"]}, {**COURSE, "mse_gradient": CourseExercise(Path(), "mse_gradient", 5.0)}]
)
def test_what_the_course_has_no_more_or_counts_otherwise_is_left_out(graded, course) -> None:
    graded(failed("mse_gradient"))
    assert ids(graded(passed("vjp"), course=course)[0]) == ["vjp"]


def test_another_course_begins_a_page_of_its_own(graded, tmp_path) -> None:
    graded(failed("mse_gradient"))
    result = msgspec.structs.replace(samples.result(passed("vjp")), course="another")
    assert ids(on_page(result, page_of(tmp_path, result, COURSE))[0]) == ["vjp"]


@pytest.mark.parametrize("text", [b"", b"[" * 100_000, b'{"course": "autograd", "shown": [{}]}', b"\xff"])
def test_a_page_file_that_cannot_be_read_is_begun_again(graded, tmp_path, text) -> None:
    (tmp_path / PAGE).write_bytes(text)
    assert ids(graded(passed("vjp"))[0]) == ["vjp"]


def test_the_page_says_when_the_other_exercises_were_graded(graded) -> None:
    graded(failed("mse_gradient"))
    shown, before = graded(passed("vjp"), at="2026-11-21T12:00:00Z")
    page = Reader(render(shown, before=before))
    assert page.words.count("graded 2026-11-20 12:00:00 UTC") == 2
    assert "they are shown as they were graded then" in page.words
    assert "wrong <b>" in page.words
    assert "graded 2026-11-21" not in page.words


def test_a_page_of_one_run_says_nothing_of_earlier_ones(graded) -> None:
    shown, before = graded(passed("vjp"), failed())
    text = render(shown, before=before)
    assert text == render(samples.result(passed("vjp"), failed()))
    assert "graded then" not in text
    assert to_json(shown) == to_json(samples.result(passed("vjp"), failed()))
