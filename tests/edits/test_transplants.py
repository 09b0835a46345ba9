"""Statements of a solution in the places of a student's: which differ, in which order, under whose names."""

from __future__ import annotations

import ast

import pytest

from grader.edits.alignment import STATEMENTS
from grader.edits.merged import StatementDifference
from grader.edits.reading import MAX_TEXT
from grader.edits.transplants import Transplants, transplants

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
PLAIN = ast.unparse(ast.parse(SOLUTION))


def beside(student: str, solution: str = SOLUTION) -> Transplants:
    found = transplants(student, solution)
    assert found is not None
    return found


def the_only(student: str, solution: str = SOLUTION) -> tuple[StatementDifference, str | None]:
    """And the text without it."""
    both = beside(student, solution)
    (found,) = both.differences
    return found, both.text([found])


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("seen", "history"),
        ("p = w * x", "p = np.multiply(w, x)"),
        ("((p - y) ** 2)", "np.square(p - y)"),
        ("w -= RATE * (2 * x * (p - y)).mean()", "w.sub_(RATE * (2 * x * (p - y)).mean())"),
        ("def loss(y, p):", "def loss(y, p):\n    'In words.'"),
    ],
)
def test_what_is_written_alike_is_not_a_difference(was, becomes) -> None:
    assert was in SOLUTION
    assert beside(SOLUTION.replace(was, becomes)).differences == []


@pytest.mark.parametrize(
    ("was", "becomes", "line", "there", "right"),
    [
        (").mean()\n\ndef", ").sum()\n\ndef", 7, "return ((p - y) ** 2).sum()", "return ((p - y) ** 2).mean()"),
        ("        p = w * x\n", "        p = w * x\n        w = 0.0\n", 13, "w = 0.0", ""),
        ("        seen.append(loss(y, p))\n", "", 12, "", "seen.append(loss(y, p))"),
        ("range(n)", "range(n - 1)", 11, "for _ in range(n - 1):", "for _ in range(n):"),
        ("return w, seen", "return seen, w", 15, "return (seen, w)", "return (w, seen)"),
        ("def loss(y, p):", "@print\ndef loss(y, p):", 6, "print", ""),
        ("def loss(y, p):", "def loss(y, p=[]):", 6, "[]", ""),
        ("w, seen = 0.0, []", "w = 0.0", 10, "w = 0.0", "w, seen = (0.0, [])"),
    ],
)
def test_a_wrong_statement_is_a_difference_and_without_it_all_is_right(was, becomes, line, there, right) -> None:
    assert was in SOLUTION
    found, text = the_only(SOLUTION.replace(was, becomes))
    assert (found.line, found.was, found.becomes, text) == (line, there, right, PLAIN)


def test_all_that_differs_together_is_the_solution_under_the_student_s_own_names() -> None:
    student = SOLUTION.replace("seen", "history").replace("w -= RATE", "w += RATE").replace("p = w * x", "p = w + x")
    both = beside(student)
    assert {each.line for each in both.differences} == {12, 14}
    assert both.text(both.differences) == PLAIN.replace("seen", "history")
    assert both.text([]) == ast.unparse(ast.parse(student))


def test_what_is_nearly_right_comes_before_what_is_written_in_another_way() -> None:
    student = SOLUTION.replace(
        "        seen.append(loss(y, p))\n", "        seen = seen + [((p - y) @ (p - y)) / len(y)]\n"
    )
    assert beside(student.replace("w -= RATE * (2", "w -= RATE * (3")).differences[0].line == 14


def test_a_value_that_is_given_elsewhere_has_that_place() -> None:
    late = SOLUTION.replace("    w, seen = 0.0, []\n    for", "    w, seen = 0.0, []\n    p = w\n    for").replace(
        "        p = w * x\n", ""
    )
    (found,) = (each for each in beside(late).differences if each.becomes == "p = w * x")
    assert (found.line, found.was) == (11, "p = w")


def test_an_object_of_the_module_is_told_apart() -> None:
    student = SOLUTION.replace("    w, seen = 0.0, []\n", "    w = 0.0\n").replace(
        "RATE = 0.5", "RATE = 0.5\nseen = []"
    )
    assert "seen" in {each.keeps for each in beside(student.replace("w = 0.0", "w = len(seen)")).differences}


def test_an_argument_that_nothing_reads_is_told_apart() -> None:
    assert the_only(SOLUTION.replace("range(n)", "range(100)"))[0].reads
    assert not the_only(SOLUTION.replace("range(n)", "range(n - 1)"))[0].reads


def test_what_a_statement_needs_comes_with_it() -> None:
    both = beside("def train(x, y, n):\n    return 0.0, []\n")
    text = both.text(both.differences)
    assert text is not None and text.startswith("RATE = 0.5\n")
    compile(text, "whole", "exec")


def test_what_stands_in_another_cell_does_not_come_again() -> None:
    cells = SOLUTION.split("\n\n")
    right = transplants(cells[-1].replace("w * x", "w + x"), SOLUTION, cells)
    assert right is not None
    assert right.text(right.differences) == ast.unparse(ast.parse(cells[-1]))


def test_methods_are_functions_too() -> None:
    theirs, ours = (f"class F:\n    @staticmethod\n    def g(x):\n        return {x}\n" for x in ("x", "-x"))
    found, text = the_only(theirs, ours)
    assert (found.function, found.line, text) == ("F.g", 4, ast.unparse(ast.parse(ours)))


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
    found = transplants(student, SOLUTION)
    assert found is None or found.differences == []
