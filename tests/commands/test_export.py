"""`grade export`: what it writes and prints, and its exit status."""

from __future__ import annotations

import json

import gradebook_examples as examples
import pytest
from command_line import BUILTIN, COURSE, grade, opened
from gradebook_examples import CYD, mse, record, vjp

from grader import gradebook
from grader.outcomes.result import to_json


@pytest.mark.parametrize("format", ["csv", "json", "canvas", "moodle", "junit"])
def test_a_class_is_exported_to_a_file_or_to_stdout(here, format) -> None:
    done = grade("export", format, "--course", "course")
    assert done.exit_code == 0, done.output
    assert "ada" in done.stdout or "101" in done.stdout or "Participant 1" in done.stdout
    assert "is written" not in done.stderr
    filed = grade("export", format, "--course", "course", "--out", "out")
    assert (filed.exit_code, filed.stdout) == (0, "")
    assert "out is written" in filed.stderr.splitlines()
    assert (here / "out").read_bytes().decode("utf-8-sig") == done.stdout_bytes.decode()


def test_the_reports_for_moodle_are_named_as_well(here) -> None:
    done = grade("export", "moodle", "--course", "course", "--out", "out", "--feedback", "reports.zip")
    assert done.stderr.splitlines()[-2:] == ["out is written", "reports.zip is written"]


@pytest.mark.parametrize("format", ["gradescope", "classroom50"])
def test_one_students_document_is_exported(here, format) -> None:
    assert json.loads(grade("export", format, "--course", "course", "--student", "ada").stdout)["score"] == 8


def test_what_is_ungraded_leaves_with_3_where_the_format_cannot_say_so(here) -> None:
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        record(book, CYD, mse(), vjp("ungraded"))
    done = grade("export", "gradescope", "--course", "course", "--student", "cyd")
    assert (done.exit_code, done.stdout) == (3, "")
    done = grade("export", "csv", "--course", "course")
    assert done.exit_code == 0
    assert "note: 1 student has exercises that could not be graded" in done.stderr


@pytest.mark.parametrize("command", [["export", "csv"], ["report"], ["override", "a", "vjp", "1", "--reason", "x"]])
def test_without_a_gradebook_one_line_says_the_fix(tmp_path, monkeypatch, command) -> None:
    monkeypatch.chdir(tmp_path)
    examples.course(tmp_path)
    done = grade(*command)
    assert done.exit_code == 2
    assert done.stderr.startswith("grade: reports/gradebook.sqlite: there is no gradebook")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("format", ["csv", "json", "canvas", "moodle", "gradescope", "junit", "classroom50"])
def test_every_format_has_an_example(format) -> None:
    assert f"grade export {format}" in grade("export", format, "--help").stdout


def test_two_batches_of_different_exercises_leave_no_one_ungraded(here) -> None:
    with opened(here) as book:
        record(book, CYD, mse())
    said = grade("export", "json", *COURSE).stderr
    assert "note: 1 student has exercises not graded yet" in said and "could not be graded" not in said
    done = grade("export", "gradescope", "--student", "cyd", *COURSE)
    assert (done.exit_code, "cyd: not graded yet on vjp" in done.stderr) == (2, True)
    done = grade("export", "gradescope", "--student", "cyd", "--exercise", "mse_gradient", *COURSE)
    assert json.loads(done.stdout)["score"] == 6


def test_exports_and_reports_can_be_restricted_to_some_exercises(here) -> None:
    done = grade("export", "csv", "--exercise", "vjp", *COURSE)
    columns = ",sid,canvas,moodle,vjp,total,points,percent,late,attempts,attempt,submitted_at,status"
    assert done.stdout.splitlines()[0].endswith(columns)
    assert grade("report", "--exercise", "vjp", *BUILTIN).exit_code == 0
    assert "mse_gradient" not in (here / "reports" / "index.html").read_text()
    assert 'id="mse_gradient"' not in (here / "reports" / "ada" / "index.html").read_text()


@pytest.mark.parametrize("command", [("export", "csv"), ("report",)])
@pytest.mark.parametrize(
    ("id", "why"), [("vjq", "there is no such exercise"), ("clamp_mlp", "nobody was graded on it")]
)
def test_an_exercise_that_is_not_there_is_refused_in_one_line(here, command, id, why) -> None:
    done = grade(*command, "--exercise", id, *BUILTIN)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"grade: --exercise {id}: {why}; choose from mse_gradient, vjp\n"


@pytest.mark.parametrize("form", ["gradescope", "classroom50", "junit"])
def test_a_stored_result_is_exported_without_a_gradebook(here, form) -> None:
    (here / "result.json").write_bytes(to_json(examples.result("ada", mse(), vjp())))
    done = grade("export", form, "--result", "result.json")
    assert (done.exit_code, "mse_gradient" in done.stdout) == (0, True), done.output
    done = grade("export", form, "--result", "result.json", "--exercise", "vjp")
    assert (done.exit_code, "leave out --result" in done.stderr) == (2, True)


@pytest.mark.parametrize("format", ["canvas", "moodle"])
def test_the_sheet_that_is_read_is_never_written_over(here, format) -> None:
    (here / "sheet.csv").write_text("Identifier,Grade\n")
    done = grade("export", format, "--into", "sheet.csv", "--out", "./sheet.csv", *COURSE)
    assert (done.exit_code, "is the sheet that is read" in done.stderr) == (2, True)
    assert (here / "sheet.csv").read_text() == "Identifier,Grade\n"
