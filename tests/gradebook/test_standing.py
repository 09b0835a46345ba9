"""What counts of several attempts, and what is never told as a zero."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import gradebook_examples as examples
import pytest
from gradebook_examples import ADA, DEADLINE, missing, mse, record, vjp

from grader import gradebook
from grader.courses.late_policy import Policy
from grader.errors import CourseError
from grader.gradebook import GivenExtension

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
LAST = 'counts = "last"'


@pytest.fixture
def book(tmp_path):
    with gradebook.open(tmp_path / "gradebook.sqlite") as book:
        yield book


@pytest.fixture
def standing(book, tmp_path):
    def of(policy: str = "", student: str = "ada"):
        return next(book.standings(examples.course(tmp_path, policy), student))

    return of


def scores(standing):
    return [exercise.score for exercise in standing.exercises]


def two_attempts(book, first, second) -> None:
    record(book, ADA, *second, submission="second", at=DEADLINE - HOUR)  # whichever is recorded first
    record(book, ADA, *first, submission="first", at=DEADLINE - 2 * HOUR)


def test_the_best_attempt_at_each_exercise_counts(book, standing) -> None:
    two_attempts(book, (mse(), vjp("failed")), (mse("a"), vjp()))
    assert scores(standing()) == [6, 4]


def test_or_the_last(book, standing) -> None:
    two_attempts(book, (mse(), vjp("failed")), (mse("a"), vjp()))
    assert scores(standing(LAST)) == [4, 4]


@pytest.mark.parametrize("policy", ["", LAST])
def test_one_file_handed_in_later_leaves_the_others_as_they_were(book, standing, policy) -> None:
    two_attempts(book, (mse(), vjp("failed")), (missing(mse()), vjp()))
    assert scores(standing(policy)) == [6, 4]


def test_a_file_that_was_never_handed_in_is_zero_points(book, standing) -> None:
    record(book, ADA, mse(), missing(vjp()))
    found = standing()
    assert (found.status, scores(found), found.score) == ("graded", [6, 0], 6)
    assert found.exercises[1].status == "missing"


def test_what_could_not_be_graded_has_no_score_and_neither_has_the_total(book, standing) -> None:
    record(book, ADA, mse(), vjp("ungraded"))
    found = standing()
    assert (found.status, scores(found), found.score, found.percent) == ("incomplete", [6, None], None, None)
    assert found.ungraded


def test_an_ungraded_newest_attempt_is_not_passed_over_for_an_older_one(book, standing) -> None:
    two_attempts(book, (mse("a"), vjp("failed")), (mse(status="ungraded"), vjp("ungraded")))
    assert scores(standing()) == [None, None]


def test_unless_the_older_one_has_everything(book, standing) -> None:
    two_attempts(book, (mse(), vjp("failed")), (mse(status="ungraded"), vjp()))
    assert scores(standing()) == [6, 4]


def test_someone_who_handed_nothing_in_is_absent_without_a_score(book, standing) -> None:
    book.enrol([ADA])
    found = standing()
    assert (found.status, scores(found), found.score, found.attempts) == ("absent", [None, None], None, 0)


def test_an_exercise_of_another_batch_is_neither_a_zero_nor_ungraded(book, standing) -> None:
    record(book, ADA, mse())
    found = standing()
    assert (found.status, found.exercises[1].status, found.score) == ("incomplete", "absent", None)
    assert not found.ungraded


def test_an_absent_student_with_an_override_is_incomplete_but_not_ungraded(book, standing) -> None:
    book.enrol([ADA])
    book.override("ada", "mse_gradient", 0, "never came", "prof")
    found = standing()
    assert (found.status, scores(found), found.score, found.ungraded) == ("incomplete", [0, None], None, False)
    assert [e.status for e in found.exercises] == ["absent", "absent"]


def test_overrides_complete_what_the_grader_could_not_grade(book, standing) -> None:
    record(book, ADA, mse(), vjp("ungraded"))
    book.override("ada", "vjp", 3.5, "read by hand", "prof")
    found = standing()
    assert (found.status, found.score, found.exercises[1].raw) == ("graded", 9.5, None)
    assert not found.ungraded


def test_lateness_costs_by_the_day_and_not_more_than_it_may(book, standing) -> None:
    record(book, ADA, mse(), vjp(), at=DEADLINE + DAY + HOUR)
    found = standing(examples.LATE.format(more=""))
    assert (scores(found), found.days_late, found.exercises[0].penalty) == ([4.8, 3.2], 2, 20)
    assert found.exercises[0].raw == 6
    record(book, ADA, mse(), vjp(), submission="later", at=DEADLINE + 99 * DAY)
    assert scores(standing(examples.LATE.format(more=LAST))) == [3, 2]


def test_the_better_of_a_punctual_and_a_late_attempt_is_found_after_the_penalty(book, standing) -> None:
    record(book, ADA, mse("a"), vjp(), submission="one", at=DEADLINE)
    record(book, ADA, mse(), vjp(), submission="two", at=DEADLINE + 5 * DAY)
    assert scores(standing(examples.LATE.format(more=""))) == [4, 4]


def test_an_override_is_final(book, standing) -> None:
    record(book, ADA, mse(), vjp(), at=DEADLINE + DAY)
    book.override("ada", "mse_gradient", 6, "was ill", "prof")
    assert scores(standing(examples.LATE.format(more=""))) == [6, 3.6]


@pytest.mark.parametrize(
    ("behind", "late", "days"),
    [
        (-HOUR, None, 0),
        (2 * HOUR, None, 0),
        (3 * HOUR, None, 1),
        (DAY + HOUR, None, 2),
        (9 * DAY, False, 0),
        (-HOUR, True, 1),
        (3 * DAY, True, 3),
    ],
)
def test_days_late(behind, late, days) -> None:
    policy = Policy(deadline=DEADLINE, grace_hours=2)
    assert policy.days_late(DEADLINE + behind, late) == days


def test_without_a_deadline_only_the_lms_says_late() -> None:
    assert Policy().days_late(DEADLINE, None) == 0
    assert Policy().days_late(None, True) == 1


@pytest.mark.parametrize(
    "wrong",
    ['counts = "worst"', "deadline = 2026-11-20T12:00:00", "[late]\npercent_per_day = 101", "[late]\ngrace = 1"],
)
def test_a_policy_that_means_nothing_is_refused(wrong, tmp_path) -> None:
    with pytest.raises(CourseError, match=r"course\.toml"):
        examples.course(tmp_path, wrong)


WHEN = datetime(2026, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("late", "told", "file_times", "kept"),
    [
        (None, False, False, (None, False)),
        (None, False, True, (WHEN, None)),
        (None, True, False, (WHEN, None)),
        (True, True, False, (WHEN, True)),
        (True, False, False, (None, True)),
        (True, False, True, (None, True)),
        (False, False, True, (None, False)),
    ],
)
def test_a_file_s_time_is_kept_only_where_the_course_says_so_and_the_lms_says_nothing(
    late, told, file_times, kept
) -> None:
    assert Policy(file_times=file_times).stored(WHEN, late, told) == kept


def test_what_an_lms_calls_late_without_a_time_is_a_day_late() -> None:
    policy = Policy(deadline=datetime(2026, 1, 1, tzinfo=UTC), percent_per_day=10)
    assert policy.penalty(policy.days_late(*policy.stored(WHEN, True, False))) == 10


def extended(book, exercise="", *, days=None, until=None, student="ada") -> None:
    book.extend([GivenExtension(student, exercise, until, days, "was ill")], "prof")


LATE = examples.LATE.format(more="")


def test_an_extension_moves_the_deadline_of_one_exercise_or_of_all_and_can_be_removed(book, standing) -> None:
    record(book, ADA, mse(), vjp(), at=DEADLINE + DAY)
    extended(book, "vjp", days=1)
    assert scores(standing(LATE)) == [5.4, 4]
    extended(book, until=DEADLINE + DAY)
    assert scores(standing(LATE)) == [6, 4]
    extended(book)
    extended(book, "vjp")
    assert scores(standing(LATE)) == [5.4, 3.6]


def test_days_late_are_counted_from_the_end_of_an_extension_and_it_takes_no_time_away(book, standing) -> None:
    record(book, ADA, mse(), vjp(), at=DEADLINE + 3 * DAY)
    extended(book, "vjp", days=2)
    extended(book, until=DEADLINE - DAY)  # given before the deadline was moved
    assert [e.days_late for e in standing(LATE).exercises] == [3, 1]


def test_an_extension_of_days_moves_with_the_deadline(book, standing) -> None:
    record(book, ADA, mse(), vjp(), at=DEADLINE + 3 * DAY)
    extended(book, days=2)
    assert standing(LATE.replace("20T", "21T")).days_late == 0


def test_what_the_lms_calls_late_is_covered_by_an_extension_unless_the_clock_says_otherwise(book, standing) -> None:
    record(book, ADA, mse(), vjp(), at=None, late=True)
    assert standing(LATE).days_late == 1
    extended(book, days=2)
    assert standing(LATE).days_late == 0
    record(book, ADA, mse(), vjp(), submission="next", at=DEADLINE + 3 * DAY, late=True)
    assert standing(LATE.replace("\n\n", f"\n{LAST}\n")).days_late == 1


BERLIN = 'timezone = "Europe/Berlin"\ndeadline = 2026-10-24T23:59:00\n[late]\npercent_per_day = 10'


@pytest.mark.parametrize(
    ("at", "days"),
    [
        ("2026-10-24T21:59:00", 0),
        ("2026-10-24T21:59:01", 1),
        ("2026-10-25T22:59:00", 1),  # 25 hours later
        ("2026-10-25T22:59:01", 2),
    ],
)
def test_a_day_late_ends_when_the_clock_shows_the_deadline_s_time_again(book, standing, at, days) -> None:
    record(book, ADA, mse(), vjp(), at=datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert standing(BERLIN).days_late == days
    extended(book, days=1)
    assert standing(BERLIN).days_late == max(days - 1, 0)


TOKENS = f"{LATE}\ntokens = 3\nmost_tokens = 2"


def test_late_days_that_cost_nothing_go_where_most_is_lost(book, standing) -> None:
    record(book, ADA, mse(), missing(vjp()), submission="one", at=DEADLINE + 2 * DAY)
    record(book, ADA, mse(), vjp(), submission="two", at=DEADLINE + 3 * DAY)
    found = standing(TOKENS)
    assert [(e.tokens, e.penalty, e.score) for e in found.exercises] == [(2, 0, 6), (1, 20, 3.2)]
    assert found.tokens == 3
    book.override("ada", "mse_gradient", 1, "copied", "prof")
    assert [e.tokens for e in standing(TOKENS).exercises] == [0, 2]


def test_a_part_of_the_course_spends_what_the_whole_course_does(book, tmp_path) -> None:
    record(book, ADA, mse(), vjp(), at=DEADLINE + 3 * DAY)
    course = examples.course(tmp_path, TOKENS)
    whole = {e.id: e.tokens for e in next(book.standings(course)).exercises}
    assert whole == {"mse_gradient": 2, "vjp": 1}
    for id, spent in whole.items():
        (found,) = next(book.standings(book.covered(course, [id]))).exercises
        assert found.tokens == spent
