"""`grade report`: the pages again, without running anything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from command_line import BUILTIN, COURSE, grade
from gradebook_examples import BOB, mse, record, vjp

from grader import gradebook
from grader.batch import lock
from grader.courses import find
from grader.people import Problem
from grader.report import remarks


def test_reports_are_rendered_again_without_running_anything(here, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nothing is to be run")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        book.override("ada", "vjp", 1, "copied from Bob", "prof")
    done = grade("report", "--course", str(find.builtin()))
    assert done.exit_code == 0, done.output
    assert (done.stdout, done.stderr) == ("", f"1 reports and {Path('reports/index.html')} are written\n")
    page = (here / "reports" / "ada" / "index.html").read_text()
    assert "N times the formula" in page
    assert "copied from Bob" in page
    overview = (here / "reports" / "index.html").read_text()
    assert "Lovelace, Ada" in overview
    assert not (here / "reports" / "bob").exists()  # absent: a row in the class's page, no page


def remarked(here, *lines) -> None:
    remarks.write(here / "reports", [Problem(line, "name") for line in lines])


@pytest.mark.parametrize(
    "options", [(), ("--instructor", "copies"), ("--gradebook", "reports/gradebook.sqlite", "--out", "copies")]
)
def test_what_the_batch_remarked_is_on_the_class_page_that_is_rendered_again(here, options) -> None:
    (here / "reports" / ".store").mkdir()
    remarked(here, "bob: hw1_vjp.py was not graded: is it meant to be vjp.py?")
    assert grade("report", *BUILTIN, *options).exit_code == 0
    page = (here / ("copies" if options else "reports") / "index.html").read_text()
    assert "bob: hw1_vjp.py was not graded" in page.split('<details class="banner warn" open>')[1]


@pytest.mark.parametrize("stored", [None, b"", b'[{"text": 1}]'])
def test_without_remarks_that_can_be_read_a_page_is_rendered_without_any(here, stored) -> None:
    if stored is not None:
        (here / "reports" / ".store").mkdir()
        remarks.path(here / "reports").write_bytes(stored)
    assert grade("report", *BUILTIN).exit_code == 0
    assert "banner warn" not in (here / "reports" / "index.html").read_text()


def test_the_instructors_copies_show_what_hidden_checks_found_and_lie_elsewhere(here) -> None:
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        book.enrol([BOB])
        record(book, BOB, mse(), vjp("failed"))
    assert grade("report", "--course", str(find.builtin())).exit_code == 0
    done = grade("report", "--course", str(find.builtin()), "--instructor", "copies")
    assert done.exit_code == 0, done.output
    assert "ValueError" not in (here / "reports" / "bob" / "index.html").read_text()
    assert "ValueError" in (here / "copies" / "bob" / "index.html").read_text()
    refused = grade("report", "--course", str(find.builtin()), "--instructor", "reports")
    assert (refused.exit_code, "the students' reports are there" in refused.stderr) == (2, True)


def test_an_absent_student_with_an_override_is_not_ungraded(here) -> None:
    done = grade("override", "bob", "mse_gradient", "0", "--reason", "never came", *BUILTIN)
    assert done.exit_code == 0, done.output
    assert grade("report", *BUILTIN).exit_code == 0
    page = (here / "reports" / "index.html").read_text()
    assert "grader&#39;s fault" not in page and "could not be graded completely" not in page
    assert "One student handed nothing in and has a score by hand for some exercises only: no total." in page
    assert "not graded on every exercise" not in page
    said = grade("export", "csv", *COURSE).stderr
    assert "note: 1 student has nothing handed in, and a score by hand" in said
    assert "could not be graded" not in said and "not graded yet" not in said


def test_while_a_batch_is_writing_the_reports_say_so(here) -> None:
    with lock.alone(here / "reports"):
        during = grade("report", *BUILTIN)
    assert during.exit_code == 0, during.output
    assert "note: grade batch is still grading: these reports show what is graded so far" in during.stderr
    assert "is still grading" not in grade("report", *BUILTIN).stderr
    assert not (here / "reports" / ".store").exists(), "asking leaves nothing"


def test_a_report_that_cannot_be_written_is_reported(here) -> None:
    (here / "reports" / "ada").write_text("in the way")
    done = grade("report", *COURSE)
    assert (done.exit_code, "cannot be written (File exists); see --out" in done.stderr) == (2, True)
