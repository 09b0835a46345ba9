"""Deadlines, decisions and unreadable files in a batch: only what the course asks for counts."""

from __future__ import annotations

import os
import shutil
import zipfile

import pytest
from small_class import answer, hand_in, result

from grader import gradebook
from grader.courses.find import builtin
from grader.grading.grade import Grading
from grader.submission.collect import collect

LATE = "deadline = 2026-01-01T00:00:00Z\n[late]\npercent_per_day = 10\nmost_percent = 20\n{more}\n[limits]"


@pytest.fixture
def with_deadline(tmp_path):
    """with_deadline(more) -> the built-in course with a deadline before the class's file times."""

    def make(more: str = ""):
        root = tmp_path / f"course{len(more)}"
        for part in ("exercises", "solutions"):
            shutil.copytree(builtin() / part, root / part)
        text = (builtin() / "course.toml").read_text()
        (root / "course.toml").write_text(text.replace("[limits]", LATE.format(more=more), 1))
        return str(root)

    return make


def row(out, student):
    return next(line for line in (out / "gradebook.csv").read_text().splitlines() if line.startswith(student))


def test_a_files_own_time_counts_as_late_only_where_the_course_says_so(batch, tmp_path, with_deadline) -> None:
    folder = tmp_path / "class"
    hand_in(folder, "ada", mse_gradient=answer("mse_gradient"), sine_numpy=answer("sine_numpy"))
    done = batch(folder, "--course", with_deadline())
    assert "no late penalty is applied" in done.stderr
    assert ",20,20,100,no," in row(tmp_path / "out", "ada")
    shutil.rmtree(tmp_path / "out")
    done = batch(folder, "--course", with_deadline("file_times = true"))
    assert "nobody is late" not in done.stderr
    assert ",16,20,80,yes," in row(tmp_path / "out", "ada") or ",16,20,80," in row(tmp_path / "out", "ada")
    assert "16" in (tmp_path / "out" / "ada" / "index.html").read_text().split("</header>")[0]


def test_what_canvas_calls_late_costs_a_day_whatever_the_times_in_the_zip(batch, tmp_path, with_deadline) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as download:
        for day, name in ((1, "ann_LATE_1_11"), (7, "bo_LATE_2_12"), (28, "cy_3_13")):
            entry = zipfile.ZipInfo(f"{name}_mse_gradient.py", (2026, 2, day, 0, 0, 0))
            download.writestr(entry, answer("mse_gradient"))
    done = batch(tmp_path / "class.zip", "--course", with_deadline())
    assert "times are unknown" not in done.stderr
    scores = [row(tmp_path / "out", name).split(",mse_gradient")[0] for name in ("ann_1", "bo_2", "cy_3")]
    assert [",9," in each for each in scores] == [True, True, False], scores


def test_a_decision_is_in_the_gradebook_of_the_next_batch_and_a_missing_name_is_reported(
    batch, small_class, tmp_path
) -> None:
    out = tmp_path / "out"
    batch(small_class)
    with gradebook.open(out / "gradebook.sqlite") as book:
        book.override("ada", "mse_gradient", 4, "copied", "prof")
    shutil.rmtree(small_class / "cem")
    again = batch(small_class)
    assert ",4,10,14,20," in row(out, "ada")
    assert result(out, "ada")["score"] == 14
    assert "copied" in (out / "ada" / "index.html").read_text()
    assert "not in this class: cem" in again.stderr


def test_a_file_that_we_cannot_get_at_is_ungraded_and_no_zero(course, sandbox, tmp_path, monkeypatch) -> None:
    hand_in(tmp_path, "ada", mse_gradient=answer("mse_gradient"))
    original = os.open

    def refused(path, *rest, **more):
        if str(path).endswith("mse_gradient.py"):
            raise PermissionError(13, "Permission denied")
        return original(path, *rest, **more)

    monkeypatch.setattr("grader.submission.opening.os.open", refused)
    monkeypatch.setattr("grader.submission.opening._at_once", lambda *_: -1)  # as where Linux refuses, too
    found = collect([tmp_path / "ada"], course.exercises)
    result = Grading(course, sandbox, "x").grade(course.exercises["mse_gradient"], found.sources["mse_gradient"])
    assert (result.status, result.score) == ("ungraded", 0)
    assert "Permission denied" in result.message
