"""`grade override`: a score by hand, and which student it is for."""

from __future__ import annotations

import json

import pytest
from command_line import BUILTIN, COURSE, grade, opened
from gradebook_dump import dump

from grader import gradebook
from grader.people import Student


def test_an_override_is_reported_and_exported(here) -> None:
    options = ("--course", "course", "--by", "prof")
    done = grade("override", "ada", "mse_gradient", "5.5", "--reason", "oral exam", *options)
    assert (done.exit_code, done.stdout) == (0, "Lovelace, Ada, mse_gradient: 5.5 of 6 points (graded 4)\n")
    exported = json.loads(grade("export", "json", "--course", "course").stdout)
    (exercise, _) = exported["students"][0]["exercises"]
    assert exercise["override"] == {"score": 5.5, "reason": "oral exam", "by": "prof"}
    done = grade("override", "ada", "mse_gradient", "--withdraw", "--reason", "a mix-up", *options)
    assert done.stdout == "Lovelace, Ada, mse_gradient: withdrawn, 4 of 6 points (graded 4)\n"


def test_a_student_is_known_by_the_name_in_either_order(here) -> None:
    for name in ("Lovelace, Ada", "ada lovelace"):
        done = grade("override", name, "mse_gradient", "5", "--reason", "x", "--course", "course")
        assert done.stdout == "Lovelace, Ada, mse_gradient: 5 of 6 points (graded 4)\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ada", "mse_gradient", "7"), "7 is not a score of mse_gradient: it is worth 0 to 6 points"),
        (("ada", "mse_gradient", "-1"), "-1 is not a score of mse_gradient: it is worth 0 to 6 points"),
        (("ada", "mse_gradient", "-.5"), "-0.5 is not a score of mse_gradient: it is worth 0 to 6 points"),
        (("ada", "mse_gradient", "-x"), "No such option '-x'"),
        (("ada", "mse_gradient", "-1", "--bye", "me"), "No such option '--bye'"),
        (("ada", "mse_gradient", "nan"), "is not a score"),
        (("ada", "mse_gradiant", "1"), "no exercise is called 'mse_gradiant'; did you mean mse_gradient?"),
        (("ad", "mse_gradient", "1"), "no student is called 'ad'; did you mean ada?"),
        (("=HYPERLINK", "vjp", "1"), "no student is called"),
        (("ada", "mse_gradient"), "give a SCORE, or --withdraw"),
        (("ada", "mse_gradient", "1", "--withdraw"), "give a SCORE, or --withdraw"),
        (("ada", "mse_gradient", "1", "--gradebook", "no.sqlite"), "no.sqlite: there is no gradebook"),
    ],
)
def test_an_override_that_means_nothing_is_refused_and_nothing_recorded(here, arguments, said) -> None:
    done = grade("override", *arguments, "--reason", "x", "--course", "course")
    assert done.exit_code == 2
    assert said in done.stderr
    with gradebook.open(here / "reports" / "gradebook.sqlite") as book:
        assert '"table": "override"' not in dump(book)


def test_an_override_of_an_exercise_without_a_graded_student_is_refused(here) -> None:
    done = grade("override", "ada", "clamp_mlp", "1", "--reason", "x", *BUILTIN)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "clamp_mlp: nobody was graded on it" in done.stderr


def test_an_override_without_a_reason_is_refused(here) -> None:
    done = grade("override", "ada", "vjp", "1", "--reason", " ", *COURSE)
    assert (done.exit_code, "--reason is empty" in done.stderr) == (2, True)


def test_withdrawing_what_was_never_set_says_so(here) -> None:
    done = grade("override", "ada", "vjp", "--withdraw", "--reason", "x", *COURSE)
    assert (done.exit_code, "no score was set by hand" in done.stderr) == (2, True)


@pytest.mark.parametrize("called", ["ada@example.org", "A1", "101", "Lovelace, Ada", "ADA@example.org"])
def test_a_student_is_found_by_id_and_by_name(here, called) -> None:
    done = grade("override", called, "vjp", "1", "--reason", "x", *COURSE)
    assert done.stdout.startswith("Lovelace, Ada, vjp: 1 of 4 points"), done.output


def test_a_name_that_several_students_have_is_refused_with_their_keys(here) -> None:
    with opened(here) as book:
        book.enrol([Student("ada-2", "Lovelace, Ada", {})])
    done = grade("override", "Lovelace, Ada", "vjp", "1", "--reason", "x", *COURSE)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "can be any of several students: name one by its key: ada, ada-2" in done.stderr
