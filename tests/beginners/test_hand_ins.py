"""Hand-ins as beginners make them: what each earns, and what its author is told."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.grading.grade import Grading
from grader.outcomes.result import ExerciseResult
from grader.sessions.session import Sandbox
from grader.submission.collect import collect

FOLDER = Path(__file__).parent / "hand_ins"
TABLE = tomllib.loads(FOLDER.with_suffix(".toml").read_text("utf-8"))
OPEN = pytest.mark.xfail(reason="open in hand_ins.toml")
HAND_INS = [pytest.param(name, marks=[OPEN] if row.get("open") else []) for name, row in TABLE.items()]


@pytest.fixture(scope="session")
def impatient(course, sandbox):
    """A course in which loading a file may take 3 s, so that training without end costs no more."""
    short = replace(course, limits=replace(course.limits, load_s=3.0))
    with Sandbox("full", short.limits) as other:
        yield Grading(short, other, seed="tests")


def graded(grading: Grading, path: Path) -> tuple[list[ExerciseResult], str]:
    """The results, and all that the author is told."""
    exercises = grading.course.exercises
    try:
        sources = collect([path], exercises, grading.course.handout).sources
    except UsageError as error:
        return [], str(error)
    results = [grading.grade(exercises[exercise], source) for exercise, source in sources.items()]
    told = [str(text) for result in results for text in (result.message, *result.notes)]
    return results, "\n".join([*told, *(str(check.message) for result in results for check in result.checks)])


@pytest.mark.parametrize("name", HAND_INS)
def test_it_earns_what_it_should_and_its_author_is_told_why(request, name) -> None:
    loads_long = name.startswith("trains_while_loading/")
    results, told = graded(request.getfixturevalue("impatient" if loads_long else "grading"), FOLDER / name)
    row = TABLE[name]
    assert (bool(results) and all(result.status == "passed" for result in results)) == row["full"], told
    assert [words for words in row.get("says", ()) if words not in told] == [], told
    assert [words for words in row.get("never", ()) if words in told] == [], told


def test_every_hand_in_is_in_the_table() -> None:
    assert sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()) == sorted(TABLE)


def test_a_right_answer_that_nothing_needs_saying_about_gets_no_note(grading) -> None:
    results, _ = graded(grading, FOLDER / "nbconvert/mse_gradient.py")
    assert results[0].notes == []
