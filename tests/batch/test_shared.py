"""What one job of a batch has found of a known mistake, the others read."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.batch.shared import SharedOutcomes
from grader.grading.grade import Grading
from grader.message import Message, say
from grader.outcomes.outcome import PASSED, Outcome

KEY = ("mse_gradient", "gradient_is_right", "sums_instead_of_mean")


def test_what_one_job_finds_another_reads(tmp_path: Path) -> None:
    one, other = SharedOutcomes(tmp_path), SharedOutcomes(tmp_path)
    message = say("it is {n} times what is expected", n=2)
    found = Outcome.failed("wrong_value", message, fingerprint=[2.0, 3.5])
    one[KEY] = found
    assert other[KEY] == found
    assert isinstance(read := other[KEY].message, Message)
    assert read.template == message.template


def test_what_nobody_has_found_is_not_there(tmp_path: Path) -> None:
    SharedOutcomes(tmp_path)[KEY] = PASSED
    with pytest.raises(KeyError):
        _ = SharedOutcomes(tmp_path)[KEY[0], KEY[1], "another"]


def test_where_the_disk_is_full_a_job_keeps_what_it_has_found(tmp_path: Path) -> None:
    outcomes = SharedOutcomes(tmp_path / "gone")
    outcomes[KEY] = PASSED
    assert outcomes[KEY] == PASSED


def test_a_second_job_names_the_same_mistake_and_runs_none(sandbox, course, tmp_path, monkeypatch) -> None:
    exercise = course.exercises["mse_gradient"]
    mistake = exercise.mistakes[0].name
    named = []
    for _ in range(2):
        grading = Grading(course, sandbox, "shared", of_mistakes=SharedOutcomes(tmp_path))
        result = grading.grade_session(exercise, grading.local(exercise, mistake))
        named.append([check.mistake for check in result.checks])
        monkeypatch.setattr(Grading, "_run_mistake", None)  # the second cannot
    assert mistake in named[0]
    assert named[1] == named[0]
