"""Statements of a solution in the places of a student's: which places, in which order, under whose names."""

from __future__ import annotations

import ast

import pytest

from grader.edits.reading import MAX_TEXT
from grader.edits.transplants import STATEMENTS, Transplant, grafts

SOLUTION = """
import numpy as np

RATE = 0.5

def loss(y, p):
    return ((p - y) ** 2).mean()

def train(x, y, n):
    w, seen = 0.0, []
    for _ in range(n):
        p = w * x
        seen.append(loss(y, p))
        w -= RATE * (2 * x * (p - y)).mean()
    return w, seen
"""


def statements(student: str, solution: str = SOLUTION) -> list[Transplant]:
    return [each for graft in grafts(student, solution) for each in graft.statements()]


def first_with(student: str, text: str) -> Transplant:
    """The first that has that line."""
    return next(each for each in statements(student) if text in map(str.strip, each.text.splitlines()))


def test_what_is_written_alike_is_left_alone() -> None:
    other_names = SOLUTION.replace("seen", "history").replace("p = w", "guess = w").replace("(p - y)", "(guess - y)")
    same = other_names.replace("loss(y, p)", "loss(y, guess)").replace("((guess - y) ** 2)", "((p - y) ** 2)")
    assert grafts(SOLUTION, SOLUTION) == grafts(same, SOLUTION) == []


def test_a_wrong_statement_is_the_first_to_be_exchanged_and_has_its_line() -> None:
    student = SOLUTION.replace("** 2).mean()", "** 2).sum()")
    (graft,) = grafts(student, SOLUTION)
    first = next(graft.statements())
    assert (graft.name, graft.lines) == ("loss", (7,))
    assert (first.line, first.was, first.becomes) == (7, "return ((p - y) ** 2).sum()", "return ((p - y) ** 2).mean()")
    assert first.text == ast.unparse(ast.parse(SOLUTION)) == graft.whole


def test_the_student_s_own_names_are_kept() -> None:
    student = SOLUTION.replace("seen", "history").replace("w -= RATE", "w += RATE")
    made = first_with(student, "w -= RATE * (2 * x * (p - y)).mean()")
    assert "return (w, history)" in made.text
    named = student.replace("w * x", "v * x").replace("w,", "v,").replace("w +=", "v +=")
    assert "v -= RATE * (2 * x * (p - y)).mean()" in first_with(named, "v -= RATE * (2 * x * (p - y)).mean()").text


def test_one_too_many_is_left_out_and_a_missing_one_is_put_in() -> None:
    extra = SOLUTION.replace("        p = w * x\n", "        p = w * x\n        w = 0.0\n")
    made = next(each for each in statements(extra) if each.text == ast.unparse(ast.parse(SOLUTION)))
    assert (made.line, made.was, made.becomes) == (13, "w = 0.0", "")
    missing = SOLUTION.replace("        seen.append(loss(y, p))\n", "")
    made = next(each for each in statements(missing) if each.text == ast.unparse(ast.parse(SOLUTION)))
    assert (made.line, made.was, made.becomes) == (12, "", "seen.append(loss(y, p))")


def test_the_head_of_a_loop_is_exchanged_without_its_body() -> None:
    student = SOLUTION.replace("range(n)", "range(n - 1)")
    made = statements(student)[0]
    assert (made.line, made.becomes, made.text) == (11, "for _ in range(n):", ast.unparse(ast.parse(SOLUTION)))


def test_what_a_statement_needs_comes_with_it() -> None:
    student = "def train(x, y, n):\n    return 0.0, []\n"
    (graft,) = grafts(student, SOLUTION)
    assert graft.whole.startswith("RATE = 0.5\ndef loss(y, p):")
    compile(graft.whole, "whole", "exec")


def test_methods_are_functions_too() -> None:
    theirs, ours = (f"class F:\n    @staticmethod\n    def g(x):\n        return {x}\n" for x in ("x", "-x"))
    assert [(graft.name, graft.lines) for graft in grafts(theirs, ours)] == [("F.g", (4,))]


@pytest.mark.parametrize("stop", range(6))
def test_stopping_in_the_middle_changes_nothing_that_is_tried_later(stop) -> None:
    student = SOLUTION.replace("w -= RATE", "w += RATE").replace("seen.append(loss(y, p))", "loss(y, p)")
    (graft,) = grafts(student, SOLUTION)
    whole = [each.text for each in graft.statements()]
    for _, _ in zip(range(stop), graft.statements(), strict=False):
        pass
    assert [each.text for each in graft.statements()] == whole


@pytest.mark.parametrize(
    "student",
    [
        "def loss(y, p:",
        "x = '\0'",
        "#" * (MAX_TEXT + 1),
        "def loss(y, p):\n" + "    y = p\n" * (STATEMENTS + 1),
        f"def loss(y, p):\n    return {'-' * 990}y",
        f"def loss(y, p):\n    return {'-' * 30_000}y",
    ],
    ids=["syntax", "null", "large", "long", "nested", "deep"],
)
def test_what_cannot_be_taken_apart_is_left_alone(student) -> None:
    assert statements(student) == []


def test_two_names_in_each_other_s_place_are_seen() -> None:
    made = next(
        each
        for graft in grafts(SOLUTION.replace("return w, seen", "return seen, w"), SOLUTION)
        for each in graft.statements()
    )
    assert (made.line, made.was, made.becomes) == (15, "return (seen, w)", "return (w, seen)")
