"""`grade report`, `grade override` and `grade export` as commands: what they write, print and leave with."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import gradebook_examples as examples
import pytest
from click.testing import CliRunner
from gradebook_dump import dump
from gradebook_examples import ADA, BOB, CYD, mse, record, vjp

from grader import gradebook
from grader.cli import main
from grader.courses import course as courses
from grader.intake.class_input import Problem, Student
from grader.outcomes.result import to_json
from grader.report import remarks


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "course").mkdir()
    examples.course(tmp_path / "course")
    with gradebook.open(tmp_path / "reports" / "gradebook.sqlite") as book:
        book.enrol([ADA, BOB])
        record(book, ADA, mse("a"), vjp())
    return tmp_path


def grade(*arguments: str):
    return CliRunner().invoke(main, list(arguments), prog_name="grade")


def test_an_override_is_told_and_exported(here):
    options = ("--course", "course", "--by", "prof")
    done = grade("override", "ada", "mse_gradient", "5.5", "--reason", "oral exam", *options)
    assert (done.exit_code, done.stdout) == (0, "Lovelace, Ada, mse_gradient: 5.5 of 6 points (graded 4)\n")
    exported = json.loads(grade("export", "json", "--course", "course").stdout)
    (exercise, _) = exported["students"][0]["exercises"]
    assert exercise["override"] == {"score": 5.5, "reason": "oral exam", "by": "prof"}
    done = grade("override", "ada", "mse_gradient", "--withdraw", "--reason", "a mix-up", *options)
    assert done.stdout == "Lovelace, Ada, mse_gradient: withdrawn, 4 of 6 points (graded 4)\n"


def test_a_student_is_known_by_the_name_in_either_order(here):
    for name in ("Lovelace, Ada", "ada lovelace"):
        done = grade("override", name, "mse_gradient", "5", "--reason", "x", "--course", "course")
        assert done.stdout == "Lovelace, Ada, mse_gradient: 5 of 6 points (graded 4)\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ada", "mse_gradient", "7"), "7 is no score of mse_gradient: it is worth 0 to 6 points"),
        (("ada", "mse_gradient", "-1"), "-1 is no score of mse_gradient: it is worth 0 to 6 points"),
        (("ada", "mse_gradient", "-.5"), "-0.5 is no score of mse_gradient: it is worth 0 to 6 points"),
        (("ada", "mse_gradient", "-x"), "No such option '-x'"),
        (("ada", "mse_gradient", "-1", "--bye", "me"), "No such option '--bye'"),
        (("ada", "mse_gradient", "nan"), "is no score"),
        (("ada", "mse_gradiant", "1"), "no exercise is called 'mse_gradiant'; did you mean mse_gradient?"),
        (("ad", "mse_gradient", "1"), "no student is called 'ad'; did you mean ada?"),
        (("=HYPERLINK", "vjp", "1"), "no student is called"),
        (("ada", "mse_gradient"), "give a SCORE, or --withdraw"),
        (("ada", "mse_gradient", "1", "--withdraw"), "give a SCORE, or --withdraw"),
        (("ada", "mse_gradient", "1", "--gradebook", "no.sqlite"), "no.sqlite: there is no gradebook"),
    ],
)
def test_an_override_that_means_nothing_is_refused_and_nothing_recorded(here, arguments, said):
    done = grade("override", *arguments, "--reason", "x", "--course", "course")
    assert done.exit_code == 2
    assert said in done.stderr
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        assert '"table": "override"' not in dump(book)


@pytest.mark.parametrize("format", ["csv", "json", "canvas", "moodle", "junit"])
def test_a_class_is_exported_to_a_file_or_to_stdout(here, format):
    done = grade("export", format, "--course", "course")
    assert done.exit_code == 0, done.output
    assert "ada" in done.stdout or "101" in done.stdout or "Participant 1" in done.stdout
    assert "is written" not in done.stderr
    filed = grade("export", format, "--course", "course", "--out", "out")
    assert (filed.exit_code, filed.stdout) == (0, "")
    assert "out is written" in filed.stderr.splitlines()
    assert (here / "out").read_bytes().decode("utf-8-sig") == done.stdout_bytes.decode()


def test_the_reports_for_moodle_are_named_as_well(here):
    done = grade("export", "moodle", "--course", "course", "--out", "out", "--feedback", "reports.zip")
    assert done.stderr.splitlines()[-2:] == ["out is written", "reports.zip is written"]


@pytest.mark.parametrize("format", ["gradescope", "classroom50"])
def test_one_students_document_is_exported(here, format):
    assert json.loads(grade("export", format, "--course", "course", "--student", "ada").stdout)["score"] == 8


def test_what_is_ungraded_leaves_with_3_where_the_format_cannot_say_so(here):
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        record(book, CYD, mse(), vjp("ungraded"))
    done = grade("export", "gradescope", "--course", "course", "--student", "cyd")
    assert (done.exit_code, done.stdout) == (3, "")
    done = grade("export", "csv", "--course", "course")
    assert done.exit_code == 0
    assert "note: 1 student has exercises that could not be graded" in done.stderr


def test_reports_are_rendered_again_without_running_anything(here, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing is to be run")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        book.override("ada", "vjp", 1, "copied from Bob", "prof")
    done = grade("report", "--course", str(courses.builtin()))
    assert done.exit_code == 0, done.output
    assert (done.stdout, done.stderr) == ("", f"1 reports and {Path('reports/index.html')} are written\n")
    page = (here / "reports" / "ada" / "index.html").read_text()
    assert "N times the formula" in page
    assert "copied from Bob" in page
    overview = (here / "reports" / "index.html").read_text()
    assert "Lovelace, Ada" in overview
    assert not (here / "reports" / "bob").exists()  # absent: a row in the class's page, no page


def remarked(here, *lines):
    remarks.write(here / "reports", [Problem(line, "name") for line in lines])


@pytest.mark.parametrize(
    "options", [(), ("--instructor", "copies"), ("--gradebook", "reports/gradebook.sqlite", "--out", "copies")]
)
def test_what_the_batch_remarked_is_on_the_class_page_that_is_rendered_again(here, options):
    (here / "reports" / ".store").mkdir()
    remarked(here, "bob: hw1_vjp.py was not graded: is it meant to be vjp.py?")
    assert grade("report", *BUILTIN, *options).exit_code == 0
    page = (here / ("copies" if options else "reports") / "index.html").read_text()
    assert "bob: hw1_vjp.py was not graded" in page.split('<details class="banner warn" open>')[1]


@pytest.mark.parametrize("stored", [None, b"", b'[{"text": 1}]'])
def test_without_remarks_that_can_be_read_a_page_is_rendered_without_any(here, stored):
    if stored is not None:
        (here / "reports" / ".store").mkdir()
        remarks.path(here / "reports").write_bytes(stored)
    assert grade("report", *BUILTIN).exit_code == 0
    assert "banner warn" not in (here / "reports" / "index.html").read_text()


def test_remarks_on_somebody_who_is_forgotten_are_forgotten_too(here):
    (here / "reports" / ".store").mkdir()
    remarked(here, "bob: handed in, but is not in the roster", "bobby: is there twice; the first counts")
    assert grade("forget", "bob", "--yes").exit_code == 0
    assert remarks.read([here / "reports"]) == ["bobby: is there twice; the first counts"]


def test_the_instructors_copies_show_what_hidden_checks_found_and_lie_elsewhere(here):
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        book.enrol([BOB])
        record(book, BOB, mse(), vjp("failed"))
    assert grade("report", "--course", str(courses.builtin())).exit_code == 0
    done = grade("report", "--course", str(courses.builtin()), "--instructor", "copies")
    assert done.exit_code == 0, done.output
    assert "ValueError" not in (here / "reports" / "bob" / "index.html").read_text()
    assert "ValueError" in (here / "copies" / "bob" / "index.html").read_text()
    refused = grade("report", "--course", str(courses.builtin()), "--instructor", "reports")
    assert (refused.exit_code, "the students' reports are there" in refused.stderr) == (2, True)


@pytest.mark.parametrize("command", [["export", "csv"], ["report"], ["override", "a", "vjp", "1", "--reason", "x"]])
def test_without_a_gradebook_the_mend_is_said_in_one_line(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    examples.course(tmp_path)
    done = grade(*command)
    assert done.exit_code == 2
    assert done.stderr.startswith("grade: reports/gradebook.sqlite: there is no gradebook")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("format", ["csv", "json", "canvas", "moodle", "gradescope", "junit", "classroom50"])
def test_every_format_has_an_example(format):
    assert f"grade export {format}" in grade("export", format, "--help").stdout


COURSE = ("--course", "course")
BUILTIN = ("--course", str(courses.builtin()))


def opened(here):
    return gradebook.open(here / "reports" / "gradebook.sqlite")


def test_an_absent_student_with_an_override_is_nobodys_fault(here):
    done = grade("override", "bob", "mse_gradient", "0", "--reason", "never came", *BUILTIN)
    assert done.exit_code == 0, done.output
    assert grade("report", *BUILTIN).exit_code == 0
    page = (here / "reports" / "index.html").read_text()
    assert "grader&#39;s fault" not in page and "could not be graded completely" not in page
    assert "One student handed nothing in and has a score by hand for some exercises only: no total." in page
    assert "not graded on every exercise" not in page
    said = grade("export", "csv", *COURSE).stderr
    assert "note: 1 student handed nothing in and has a score by hand" in said
    assert "could not be graded" not in said and "not graded yet" not in said


def test_two_batches_of_different_exercises_are_nobodys_fault(here):
    with opened(here) as book:
        record(book, CYD, mse())
    said = grade("export", "json", *COURSE).stderr
    assert "note: 1 student has exercises not graded yet" in said and "could not be graded" not in said
    done = grade("export", "gradescope", "--student", "cyd", *COURSE)
    assert (done.exit_code, "cyd: not graded yet on vjp" in done.stderr) == (2, True)
    done = grade("export", "gradescope", "--student", "cyd", "--exercise", "mse_gradient", *COURSE)
    assert json.loads(done.stdout)["score"] == 6


def test_exports_and_reports_can_be_restricted_to_some_exercises(here):
    done = grade("export", "csv", "--exercise", "vjp", *COURSE)
    assert done.stdout.splitlines()[0].endswith(",sid,canvas,moodle,vjp,total,points,percent,late,attempts,status")
    assert grade("report", "--exercise", "vjp", *BUILTIN).exit_code == 0
    assert "mse_gradient" not in (here / "reports" / "index.html").read_text()
    assert 'id="mse_gradient"' not in (here / "reports" / "ada" / "index.html").read_text()


@pytest.mark.parametrize("command", [("export", "csv"), ("report",)])
@pytest.mark.parametrize(
    ("id", "why"), [("vjq", "there is no such exercise"), ("clamp_mlp", "nobody was graded on it")]
)
def test_an_exercise_that_is_not_there_is_refused_in_one_line(here, command, id, why):
    done = grade(*command, "--exercise", id, *BUILTIN)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"grade: --exercise {id}: {why}; choose from mse_gradient, vjp\n"


def test_an_override_of_an_exercise_nobody_was_graded_on_is_refused(here):
    done = grade("override", "ada", "clamp_mlp", "1", "--reason", "x", *BUILTIN)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "clamp_mlp: nobody was graded on it" in done.stderr


def test_an_override_without_a_reason_is_refused(here):
    done = grade("override", "ada", "vjp", "1", "--reason", " ", *COURSE)
    assert (done.exit_code, "--reason is empty" in done.stderr) == (2, True)


def test_a_report_that_cannot_be_written_is_told(here):
    (here / "reports" / "ada").write_text("in the way")
    done = grade("report", *COURSE)
    assert (done.exit_code, "cannot be written (File exists); see --out" in done.stderr) == (2, True)


@pytest.mark.parametrize("form", ["gradescope", "classroom50", "junit"])
def test_a_stored_result_is_exported_without_a_gradebook(here, form):
    (here / "result.json").write_bytes(to_json(examples.result("ada", mse(), vjp())))
    done = grade("export", form, "--result", "result.json")
    assert (done.exit_code, "mse_gradient" in done.stdout) == (0, True), done.output
    done = grade("export", form, "--result", "result.json", "--exercise", "vjp")
    assert (done.exit_code, "leave out --result" in done.stderr) == (2, True)


def test_withdrawing_what_was_never_set_says_so(here):
    done = grade("override", "ada", "vjp", "--withdraw", "--reason", "x", *COURSE)
    assert (done.exit_code, "no score was set by hand" in done.stderr) == (2, True)


@pytest.mark.parametrize("called", ["ada@example.org", "A1", "101", "Lovelace, Ada", "ADA@example.org"])
def test_a_student_is_found_by_id_and_by_name(here, called):
    done = grade("override", called, "vjp", "1", "--reason", "x", *COURSE)
    assert done.stdout.startswith("Lovelace, Ada, vjp: 1 of 4 points"), done.output


def test_whoever_may_be_several_is_named_by_key(here):
    with opened(here) as book:
        book.enrol([Student("ada-2", "Lovelace, Ada", {})])
    done = grade("override", "Lovelace, Ada", "vjp", "1", "--reason", "x", *COURSE)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "may be several students: name one by key, of ada, ada-2" in done.stderr


def test_forgetting_asks_first_and_says_what_it_removed(here):
    (here / "reports" / "ada").mkdir()
    refused = CliRunner().invoke(main, ["forget", "ada"], input="n\n")
    assert (refused.exit_code, "ada (Lovelace, Ada): 1 attempt, 0 overrides" in refused.stderr) == (1, True)
    with opened(here) as book:
        assert [s.key for s in book.students()] == ["ada", "bob"]
    done = grade("forget", "ada", "--yes")
    assert (done.exit_code, done.stdout) == (0, "removed ada (Lovelace, Ada): 1 attempt, 0 overrides\n")
    assert "reports/ada" in done.stderr and (here / "reports" / "ada").is_dir()
    with opened(here) as book:
        assert [s.key for s in book.students()] == ["bob"]


def test_forgetting_somebody_unknown_forgets_nobody(here):
    done = grade("forget", "bob", "adda", "--yes")
    assert (done.exit_code, "did you mean ada?" in done.stderr) == (2, True)
    with opened(here) as book:
        assert len(book.students()) == 2


@pytest.mark.parametrize("format", ["canvas", "moodle"])
def test_the_sheet_that_is_read_is_never_written_over(here, format):
    (here / "sheet.csv").write_text("Identifier,Grade\n")
    done = grade("export", format, "--into", "sheet.csv", "--out", "./sheet.csv", *COURSE)
    assert (done.exit_code, "is the sheet that is read" in done.stderr) == (2, True)
    assert (here / "sheet.csv").read_text() == "Identifier,Grade\n"
