"""`grade explain`: how a score came about, to the last line."""

from __future__ import annotations

from datetime import timedelta

import gradebook_examples as examples
import pytest
from command_line import COURSE, grade, opened
from gradebook_examples import ADA, BOB, DEADLINE, mse, record, vjp

from grader.gradebook import GivenExtension

POLICY = examples.LATE.format(more="") + "\ntokens = 3\nmost_tokens = 1"


@pytest.fixture
def book(here):
    examples.course(here / "course", POLICY)
    with opened(here) as book:
        yield book


def explained(*arguments: str) -> list[str]:
    done = grade("explain", *arguments, *COURSE)
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


def test_every_step_has_its_line(book) -> None:
    record(book, ADA, mse("a", "b"), vjp(), submission="next", at=DEADLINE + timedelta(hours=1))
    record(book, ADA, mse(), vjp(), submission="late", at=DEADLINE + timedelta(days=4))
    at = DEADLINE + timedelta(days=1)
    book.extend([GivenExtension("ada", "mse_gradient", None, 1, "was ill")], "prof", at)
    assert explained("ada", "mse_gradient") == [
        "Lovelace, Ada, mse_gradient: 4.8 of 6 points count",
        "  deadline: 2026-11-20 12:00:00 UTC",
        "  grace: up to 2 h after it nothing is late",
        "  extension: until 2026-11-21 12:00:00 UTC (was ill; by prof, 2026-11-21 12:00:00 UTC)",
        "  attempt 1, handed in 2026-11-20 12:00:00 UTC, on time: 4 of 6 points",
        "  attempt 2, handed in 2026-11-20 13:00:00 UTC, on time: 2 of 6 points",
        "  attempt 3, handed in 2026-11-24 12:00:00 UTC, 3 days late: 6 of 6 points",
        "  attempt 3 counts: it is the best, after what lateness costs",
        "  check a: 2 of 2 points",
        "  check b: 2 of 2 points",
        "  check c: 2 of 2 points",
        "  late days that cost nothing: 1 of at most 1 spent here, 1 of 3 in the course (mse_gradient 1)",
        "  days late: 3, of which 1 cost nothing; 20 % of 6 points are taken off: 4.8",
    ]
    book.override("ada", "mse_gradient", 5, "oral exam", "prof")
    lines = explained("ada@example.org", "mse_gradient")
    assert lines[0].endswith("5 of 6 points count")
    assert lines[-1] == "  set by hand to 5 points by prof: oral exam; that is final"


def test_what_is_not_there_is_said_and_is_not_a_zero(book) -> None:
    assert explained("bob", "vjp")[0].endswith("vjp: no score counts")
    assert "  nothing was handed in that was graded on this exercise" in explained("bob", "vjp")
    record(book, BOB, mse("a"), vjp("ungraded"), at=None, late=True)
    lines = explained("bob", "vjp")
    assert lines[0].endswith("no score counts")
    late = "late by what the LMS says, which counts as 1 day"
    assert f"  attempt 1, handed in at an unknown time, {late}: could not be graded" in lines
    assert "  check a: 0 of 2 points (mistake sums_instead_of_mean)" in explained("bob", "mse_gradient")
    book.extend([GivenExtension("bob", "", DEADLINE + timedelta(days=1), None, "x")], "prof")
    assert any("which the extension covers" in line for line in explained("bob", "vjp"))


def test_it_is_told_in_the_course_s_language(book) -> None:
    lines = explained("ada", "mse_gradient", "--lang", "ko")
    assert lines[0] == "Lovelace, Ada, mse_gradient: 6점 중 4점이 반영됩니다"


def test_an_unknown_student_or_exercise_is_refused(book) -> None:
    assert "did you mean ada?" in grade("explain", "adda", "vjp", *COURSE).stderr
    assert "did you mean vjp?" in grade("explain", "ada", "vip", *COURSE).stderr
