"""No order in which attempts, gradings, overrides, extensions and marks come loses a point or a row."""

from __future__ import annotations

from datetime import timedelta

import gradebook_examples as examples
import pytest
from gradebook_dump import dump
from gradebook_examples import ADA, BOB, DEADLINE, mse, record, vjp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import gradebook
from grader.courses import find
from grader.gradebook import GivenExtension, GivenMark
from grader.people import Student

DAY = timedelta(days=1)


def attempt(student, number, *exercises, **more):
    at = DEADLINE + number * DAY
    return lambda book: record(book, student, *exercises, submission=f"{number}", at=at, **more)


def override(student, exercise, score):
    return lambda book: book.override(student.key, exercise, score, "because", "prof")


def extension(student, exercise, days):
    return lambda book: book.extend([GivenExtension(student.key, exercise, None, days, "because")], "prof")


def mark(student, item, score):
    return lambda book: book.mark([GivenMark(student.key, "vjp", item, score)], "kim")


SEQUENCES = [
    [attempt(ADA, 0, mse("a"), vjp("failed")), attempt(ADA, 0, mse(), vjp("failed"), grading="other checks")],
    [attempt(ADA, 2, mse("b"), vjp())],
    [attempt(ADA, 5, mse(), vjp("ungraded")), attempt(ADA, 5, mse(), vjp())],
    [attempt(BOB, 3, mse("c"), vjp())],
    [override(BOB, "mse_gradient", 5), override(BOB, "mse_gradient", None), override(BOB, "mse_gradient", 4)],
    [extension(ADA, "vjp", 1), extension(ADA, "vjp", None), extension(ADA, "vjp", 2)],
    [extension(BOB, "", 1)],
    [mark(ADA, "reason", 1), mark(ADA, "reason", 3)],
    [mark(ADA, "style", 2)],
    [mark(BOB, "reason", 2), mark(BOB, "reason", None)],
    [lambda book: book.enrol([Student("ada", ADA.name, ADA.ids, section="A")])],
]
"""What happens one after the other; those of different rows may come in any order."""


def interleaved(draw_order: list[int]):
    """The steps, each sequence in its own order. draw_order: whose turn it is."""
    left = [list(steps) for steps in SEQUENCES]
    for index in draw_order:
        yield left[index].pop(0)


TURNS = [index for index, steps in enumerate(SEQUENCES) for _ in steps]


def outcome(path, order, course):
    """Everything that is stored, and what counts."""
    path.unlink(missing_ok=True)
    with gradebook.open(path) as book:
        book.enrol([ADA, BOB])
        for step in interleaved(order):
            step(book)
        lines = "".join(line for line in dump(book).splitlines() if '"table": "override"' not in line)
        counts = [
            (s.student.key, e.id, e.score, e.manual, e.pending, e.tokens, e.penalty)
            for s in book.standings(course)
            for e in s.exercises
        ]
        return lines, counts, book.recorded("bob")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    examples.course(folder, examples.LATE.format(more="") + "\ntokens = 2")
    with open(folder / "course.toml", "a") as file:
        file.write(examples.ITEMS)
    return find.load(folder)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(TURNS))
def test_any_order_ends_in_the_same_gradebook(course, tmp_path, order) -> None:
    assert outcome(tmp_path / "one.sqlite", order, course) == outcome(tmp_path / "two.sqlite", TURNS, course)


def test_every_decision_is_kept(course, tmp_path) -> None:
    path = tmp_path / "book.sqlite"
    outcome(path, TURNS, course)
    with gradebook.open(path) as book:
        there = dump(book)
    kinds = {"attempt": 4, "override": 3, "extension": 4, "mark": 5}
    assert {kind: there.count(f'"table": "{kind}"') for kind in kinds} == kinds
