"""`grade regrade`: what changed checks would do is proposed, and taken in one transaction, or not at all."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys

import pytest
import small_course
from command_line import grade
from gradebook_dump import dump
from sqlalchemy import text

from grader import gradebook
from grader.courses import find

ANSWERS = {
    "ada": "def double(x):\n    return 2 * x\n",
    "bob": "def double(x):\n    return x * x\n",
    "cem": "def double(x):\n    return 3 * x\n",
}
OPTIONS = ("--course", "course", "--isolation", "none", "--jobs", "1")


@pytest.fixture(scope="module")
def a_class(tmp_path_factory):
    """A class that was graded by a check whose reference is wrong (it squares), and is right now."""
    here = tmp_path_factory.mktemp("class")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        small_course.written(here / "course")
        solution = here / "course" / "solutions" / "double" / "solution.py"
        right = solution.read_text()
        solution.write_text("def double(x):\n    return x * x\n")
        for student, answer in ANSWERS.items():
            (here / "class" / student).mkdir(parents=True)
            (here / "class" / student / "double.py").write_text(answer)
        assert grade("batch", "class", *OPTIONS).exit_code == 0
        solution.write_text(right)
    return here


@pytest.fixture(scope="module")
def a_proposal(a_class, tmp_path_factory):
    here = shutil.copytree(a_class, tmp_path_factory.mktemp("proposal") / "class")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        before = stored(here)
        done = proposed()
        assert stored(here) == before
    return here, done.stdout


@pytest.fixture
def graded(a_proposal, tmp_path, monkeypatch):
    """The class with a proposal."""
    here = shutil.copytree(a_proposal[0], tmp_path / "here")
    monkeypatch.chdir(here)
    return here


def scores(here):
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        return {s.student.key: s.score for s in book.standings(find.load(here / "course"))}


def stored(here) -> str:
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        return dump(book)


BEFORE, AFTER = {"ada": 0, "bob": 3, "cem": 0}, {"ada": 3, "bob": 0, "cem": 0}


def proposed(*arguments: str):
    done = grade("regrade", "class", *OPTIONS, *arguments)
    assert done.exit_code == 0, done.output
    return done


def test_a_proposal_says_who_would_rise_and_fall_and_by_which_checks(a_proposal) -> None:
    here, said = a_proposal
    assert said.splitlines() == [
        "bob, double: 3 → 0 (it_is_twice_x 3 → 0; it_is_twice_x is square, was not a known mistake)",
        "ada, double: 0 → 3 (it_is_twice_x 0 → 3)",
        "1 scores rise, 1 fall, 0 stay with other checks or mistakes",
    ]
    assert scores(here) == BEFORE


def test_it_counts_once_it_is_applied_and_the_page_says_why(graded) -> None:
    grade("override", "cem", "double", "1", "--reason", "oral", "--course", "course")  # meanwhile
    assert "attempts are graded as was proposed" in grade("regrade", "--apply", "--course", "course").stdout
    assert scores(graded) == AFTER | {"cem": 1}
    with gradebook.open(graded / "reports" / "gradebook.sqlite") as book:
        notes = book.result("bob", find.load(graded / "course")).exercises[0].notes
        assert any("the checks gave 3 points before, and give 0 now" in note for note in notes)
        assert dump(book).count('"table": "earlier_grading"') == 3
    again = grade("batch", "class", *OPTIONS)
    assert "0 graded, 3 unchanged" in again.output, again.output


def test_nobody_is_lowered_where_that_is_asked_for(graded) -> None:
    assert grade("regrade", "--apply", "--never-lower", "--course", "course").exit_code == 0
    assert scores(graded) == AFTER | {"bob": 3}
    with gradebook.open(graded / "reports" / "gradebook.sqlite") as book:
        notes = book.result("bob", find.load(graded / "course")).exercises[0].notes
    assert any("would give 0 points: what was given before stays" in note for note in notes)


def test_a_dropped_proposal_leaves_all_as_it_was_and_the_next_batch_grades_again(graded) -> None:
    before = stored(graded)
    assert grade("regrade", "--drop").exit_code == 0
    assert (stored(graded), (graded / "reports" / ".proposal").exists()) == (before, False)
    assert grade("regrade", "--apply", "--course", "course").exit_code == 2
    assert "3 graded again because the checks changed" in grade("batch", "class", *OPTIONS).output
    assert scores(graded) == AFTER


_KILLED = """
import os, signal, sys
from grader.batch import proposal
from grader.gradebook import rows
name, module = sys.argv[1], proposal if hasattr(proposal, sys.argv[1]) else rows
calls, real = [], getattr(module, name)
def stop(*arguments, **more):
    calls.append(1)
    if len(calls) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **more)
setattr(module, name, stop)
from grader.commands import main
main(sys.argv[3:])
"""


@pytest.mark.parametrize(("step", "call"), [("put_attempt", 2), ("_take_over", 1), ("drop", 1)])
def test_applying_that_is_killed_is_done_or_not_and_can_be_done_again(graded, step, call) -> None:
    arguments = [step, str(call), "regrade", "--apply", "--course", "course"]
    done = subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False)
    assert done.returncode == -signal.SIGKILL
    assert scores(graded) == (BEFORE if step == "put_attempt" else AFTER)
    assert grade("regrade", "--apply", "--course", "course").exit_code == 0
    assert scores(graded) == AFTER
    assert stored(graded).count('"table": "earlier_grading"') == 3


def test_a_proposal_that_is_killed_at_its_start_begins_again_and_one_that_is_there_goes_on(graded) -> None:
    grade("regrade", "--drop")
    arguments = ["_copy", "1", "regrade", "class", *OPTIONS]
    done = subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False)
    assert done.returncode == -signal.SIGKILL
    assert "goes on" not in proposed().stderr
    assert "goes on; --drop begins another" in proposed().stderr


def test_attempts_that_were_graded_again_meanwhile_are_not_overwritten(graded) -> None:
    with gradebook.open(graded / "reports" / "gradebook.sqlite") as book, book.writing() as connection:
        connection.execute(text("UPDATE attempt SET grading = 'of another batch' WHERE student = 'bob'"))
    done = grade("regrade", "--apply", "--course", "course")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "an attempt of bob has changed since this was proposed" in done.stderr
    assert scores(graded) == BEFORE


@pytest.mark.parametrize("arguments", [(), ("class", "--drop"), ("--drop", "--never-lower"), ("--apply", "--drop")])
def test_what_cannot_be_meant_is_refused(graded, arguments) -> None:
    assert "give DIR to propose" in grade("regrade", *arguments).stderr
