"""`grade report`, `grade override` and `grade export` as commands: what they write, print and leave with."""

from __future__ import annotations

import json
import subprocess

import gradebook_examples as examples
import pytest
from click.testing import CliRunner
from gradebook_examples import ADA, BOB, CYD, mse, record, vjp

from grader import course as courses
from grader import gradebook
from grader.cli import main


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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ada", "mse_gradient", "7"), "7 is no score of mse_gradient: it is worth 0 to 6 points"),
        (("ada", "mse_gradient", "nan"), "is no score"),
        (("ada", "mse_gradiant", "1"), "no exercise is called 'mse_gradiant'; did you mean mse_gradient?"),
        (("ad", "mse_gradient", "1"), "no student is called 'ad'; did you mean ada?"),
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
        assert '"table": "override"' not in book.dump()


@pytest.mark.parametrize("format", ["csv", "json", "canvas", "moodle", "junit"])
def test_a_class_is_exported_to_a_file_or_to_stdout(here, format):
    done = grade("export", format, "--course", "course")
    assert done.exit_code == 0, done.output
    assert "ada" in done.stdout or "101" in done.stdout or "Participant 1" in done.stdout
    assert grade("export", format, "--course", "course", "--out", "out").exit_code == 0
    assert (here / "out").read_bytes().decode("utf-8-sig") == done.stdout_bytes.decode()


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
    assert "note: 1 have exercises that could not be graded" in done.stderr


def test_reports_are_rendered_again_without_running_anything(here, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing is to be run")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        book.override("ada", "vjp", 1, "copied from Bob", "prof")
    done = grade("report", "--course", str(courses.builtin()))
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    page = (here / "reports" / "ada" / "index.html").read_text()
    assert "N times the formula" in page
    assert "copied from Bob" in page
    overview = (here / "reports" / "index.html").read_text()
    assert "Lovelace, Ada" in overview
    assert not (here / "reports" / "bob").exists()  # absent: a row in the class's page, no page


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
