"""Attempts until an exercise is passed, and what the newest attempt changed."""

from __future__ import annotations

from datetime import timedelta

import gradebook_examples as examples
import pytest
from gradebook_examples import ADA, DEADLINE, missing, mse, record, vjp

from grader import gradebook
from grader.gradebook import Gradebook
from grader.gradebook.progress import Progress

HOUR = timedelta(hours=1)


@pytest.fixture
def book(tmp_path):
    with gradebook.open(tmp_path / "gradebook.sqlite") as book:
        yield book


def hand_in(book: Gradebook, *attempts, at=DEADLINE) -> None:
    for i, exercises in enumerate(attempts):
        record(
            book,
            ADA,
            *exercises,
            submission=str(i),
            at=at + i * HOUR if at else None,
            graded_at=f"2026-11-2{i}T08:00:00Z",
        )


def progress(book: Gradebook, tmp_path) -> list[Progress]:
    return [e.progress for e in next(book.standings(examples.course(tmp_path))).exercises]


def test_attempts_are_counted_that_had_something_to_grade_up_to_the_first_that_passed(book, tmp_path) -> None:
    hand_in(
        book,
        (mse("a", "b"), missing(vjp())),
        (mse("a"), vjp("ungraded")),
        (mse(), vjp("failed")),
        (mse("c"), vjp("failed")),
    )
    assert progress(book, tmp_path) == [Progress(4, 3, 3 * HOUR), Progress(2, None, HOUR)]


def test_nothing_was_tried_where_there_is_no_file(book, tmp_path) -> None:
    hand_in(book, (mse(), missing(vjp())))
    assert progress(book, tmp_path) == [Progress(1, 1, timedelta()), Progress()]


def test_where_nobody_knows_when_it_was_handed_in_it_is_when_it_was_graded(book, tmp_path) -> None:
    hand_in(book, (mse("a"), vjp()), (mse(), vjp()), at=None)
    assert progress(book, tmp_path)[0] == Progress(2, 2, 24 * HOUR)


def test_the_newest_attempt_is_told_beside_the_one_before_also_where_an_earlier_one_counts(book, tmp_path) -> None:
    hand_in(book, (mse("b"), vjp()), (mse(), vjp()), (mse("a", "c"), vjp()))
    before = book.before("ada", examples.course(tmp_path))
    worse, same = before.changes
    assert (worse.exercise, worse.before, worse.after, worse.passing) == ("mse_gradient", 6, 2, [])
    assert worse.failing == ["The claim called a.", "The claim called c."]
    assert (same.exercise, same.any) == ("vjp", False)
    assert [moment.score for moment in before.moments] == [8, 10, 6]
    assert (before.attempts, before.stored) == (3, True)


def test_an_exercise_left_out_is_compared_with_the_last_attempt_at_it(book, tmp_path) -> None:
    hand_in(book, (mse("a"), vjp()), (missing(mse()), vjp()), (mse(), vjp()))
    first, _ = book.before("ada", examples.course(tmp_path)).changes
    assert first.passing == ["The claim called a."]


def test_of_one_attempt_there_is_nothing_to_tell(book, tmp_path) -> None:
    hand_in(book, (mse("a"), vjp()))
    assert book.before("ada", examples.course(tmp_path)).attempts == 0


def test_exercises_that_are_not_asked_for_are_left_out(book, tmp_path) -> None:
    hand_in(book, (mse("a"), vjp()), (mse(), vjp("failed")))
    course = book.covered(examples.course(tmp_path), ["vjp"])
    before = book.before("ada", course)
    assert [change.exercise for change in before.changes] == ["vjp"]
    assert [moment.score for moment in before.moments] == [4, 0]
