"""Attempts: what is kept of one, and what two of them have to say to each other."""

from __future__ import annotations

import msgspec
import report_samples as samples

from grader.outcomes.history import Attempt, attempt_of, changes, moments


def graded(at=1, **statuses):
    """An attempt at vjp whose checks have these statuses."""
    checks = [
        samples.check(name, title=f"{name}.", status=s, score=3.0 * (s == "passed")) for name, s in statuses.items()
    ]
    status = "passed" if set(statuses.values()) == {"passed"} else "failed"
    return samples.result(samples.exercise("vjp", *checks, status=status), graded_at=f"2026-11-{at:02}T12:00:00Z")


def change(before, after):
    (found,) = changes([attempt_of(result) for result in before], after.exercises)
    return found


def test_checks_that_turned_are_told_and_the_scores() -> None:
    found = change([graded(a="failed", b="passed", c="passed")], graded(a="passed", b="failed", c="passed"))
    assert (found.passing, found.failing, found.before, found.after) == (["a."], ["b."], 6, 6)
    assert found.any


def test_a_check_that_did_not_run_or_was_not_there_has_not_turned() -> None:
    found = change([graded(a="failed", b="skipped")], graded(a="skipped", b="failed", c="failed"))
    assert (found.passing, found.failing, found.any) == ([], [], False)


def test_it_is_the_last_attempt_at_the_exercise_that_counts() -> None:
    other = samples.result(samples.exercise("mse_gradient", samples.passed(), status="passed"))
    found = change([graded(a="failed"), graded(a="passed"), other], graded(a="passed"))
    assert not found.any


def test_a_first_attempt_changes_nothing() -> None:
    assert list(changes([], graded(a="failed").exercises)) == []


def test_a_stub_or_what_we_could_not_grade_is_not_an_attempt() -> None:
    exercises = [
        samples.exercise(status, samples.check(), status=status) for status in ("not_attempted", "missing", "ungraded")
    ]
    assert attempt_of(samples.result(*exercises)).exercises == {}
    assert list(changes([attempt_of(graded(a="failed"))], [msgspec.structs.replace(exercises[0], id="vjp")])) == []


def test_a_line_of_an_older_grader_has_a_score_and_no_checks() -> None:
    line = b'{"graded_at":"2026-11-01T12:00:00Z","seed":"s","score":1,"points":3,"exercises":{"vjp":1}}'
    (found,) = changes([msgspec.json.decode(line, type=Attempt)], graded(a="passed").exercises)
    assert (found.before, found.after, found.passing, found.any) == (1, 3, [], True)


def test_after_each_attempt_every_exercise_of_the_page_counts_as_graded_last() -> None:
    attempts = [
        Attempt("1", "s", 2, 3, {"vjp": 2}),
        Attempt("2", "s", 3, 3, {"nn_module": 3}),
        Attempt("3", "s", 9, 9, {"of_another_course": 9}),
        Attempt("4", "s", 1, 3, {"vjp": 1, "of_another_course": 9}),
    ]
    found = list(moments(attempts, {"vjp": 3, "nn_module": 3}))
    assert [(moment.graded_at, moment.score) for moment in found] == [("1", 2), ("2", 5), ("4", 4)]
    assert found[-1].exercises == {"vjp": 1}
