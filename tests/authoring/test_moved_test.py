"""A test's asserts become claims that compare the same; what would mean something else in a check is not moved."""

from __future__ import annotations

import pytest

from grader.authoring.moved_test import move
from grader.authoring.not_moved import NotMoved
from grader.authoring.notebook_code import KnownStatements, statements
from grader.authoring.otter_questions import InstructorCell
from grader.authoring.student_names import names_of

SOLVED = """\
def f(x):
    return x

class Box:
    def __init__(self, x):
        self.x = x
    def put(self, x):
        self.x = x
    def twin(self):
        return Box(self.x)

class Op(torch.autograd.Function):
    pass

answer = 3
"""
STUDENTS = names_of(statements(SOLVED, 1, range(100)))
GIVEN = """\
import numpy as np
import math
import torch
import pytest
from pandas.testing import assert_frame_equal
limit = 7
def helper(g, x):
    assert g(x) == x
"""
CATCHES = """\
def g(h):
    try:
        return h()
    except ValueError:
        return 1
assert g(lambda: f(1)) == 1
"""


def moved(text, given=GIVEN):
    return move(InstructorCell(3, "test", text), KnownStatements(statements(given, 2)), STUDENTS)


NEAR = "asserts.near(student.f(1), 2, 'f(1)', rtol={}, atol={})"


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("assert f(1) == 2", "asserts.equal(student.f(1), 2, 'f(1)')"),
        ("assert 2 == f(1), 'no'", "asserts.equal(student.f(1), 2, 'f(1)', 'no')"),
        ("assert f(1)", "asserts.holds(student.f(1), 'f(1)')"),
        ("assert 0 < f(1) < 3", "asserts.holds(0 < student.f(1) < 3, '0 < f(1) < 3')"),
        ("assert np.allclose(f(1), 2)", NEAR.format("1e-05", "1e-08")),
        ("assert np.isclose(f(1), 2, rtol=0.1).all()", NEAR.format("0.1", "1e-08")),
        ("assert np.all(np.isclose(f(1), 2, 0.1, 0.2))", NEAR.format("0.1", "0.2")),
        ("assert math.isclose(f(1), 2, abs_tol=0.5)", NEAR.format("1e-09", "0.5")),
        ("assert torch.allclose(f(1), 2)", NEAR.format("1e-05", "1e-08")),
        ("assert abs(f(1) - 2) < 0.1", NEAR.format("0.0", "0.1")),
        ("assert np.max(np.abs(f(1) - 2)) <= 0.1", NEAR.format("0.0", "0.1")),
        ("assert np.abs(f(1) - 2).max() <= 0.1", NEAR.format("0.0", "0.1")),
        ("assert f(1) == pytest.approx(2, rel=0.1)", NEAR.format("0.1", "1e-12")),
        ("np.testing.assert_allclose(f(1), 2, atol=3)", NEAR.format("1e-07", "3")),
        ("np.testing.assert_almost_equal(f(1), 2, 3)", NEAR.format("0.0", "1.5 * 10 ** (-3)")),
        ("np.testing.assert_array_equal(f(1), 2)", "asserts.equal(student.f(1), 2, 'f(1)')"),
        ("assert torch.equal(f(1), 2)", "asserts.equal(student.f(1), 2, 'f(1)')"),
        ("assert f(1) in (1, 2)", "asserts.holds(student.f(1) in (1, 2), 'f(1) in (1, 2)')"),
        (
            "if f(1) != 2:\n    raise AssertionError('no')",
            "asserts.holds(not student.f(1) != 2, 'not f(1) != 2', 'no')",
        ),
        ("with pytest.raises(ValueError):\n    f(1)", "asserts.raises(ValueError, lambda: student.f(1), 'f(1)')"),
        (
            "try:\n    f(1)\n    assert False\nexcept ValueError:\n    print('good')",
            "asserts.raises(ValueError, lambda: student.f(1), 'f(1)')",
        ),
        ("assert answer == 3", "asserts.equal(asserts.variable(student, 'answer'), 3, 'answer')"),
        ("assert Op.apply(1) == 1", "asserts.equal(student.Op.apply(1), 1, 'Op.apply(1)')"),
    ],
)
def test_an_assert_is_a_claim(line, claim) -> None:
    assert "\n".join(moved(line).body) == claim


def test_parts_that_and_joins_are_claims_of_their_own() -> None:
    assert moved("assert f(1) == 1 and f(2) == 2").body == [
        "asserts.equal(student.f(1), 1, 'f(1)')",
        "asserts.equal(student.f(2), 2, 'f(2)')",
    ]


def test_loops_helpers_and_what_was_given_come_along_and_prints_do_not() -> None:
    test = moved("print(f(1))\nfor i in range(limit):\n    print(i)\n    helper(f, i)")
    assert test.body == [
        "limit = 7",
        "def helper(g, x):",
        "    asserts.equal(g(x), x, 'g(x)')",
        "for i in range(limit):",
        "    helper(student.f, i)",
    ]


def test_imports_stand_above_and_only_those_that_are_still_used() -> None:
    test = moved("from numpy.testing import assert_allclose\nimport nowhere\nassert_allclose(f(np.ones(2)), 1)")
    assert [each.text for each in test.above] == ["import numpy as np"]


def test_what_is_read_of_an_object_is_known_beforehand() -> None:
    test = moved("b = Box(1)\nb.put(2)\nassert b.x == 2\nassert b.twin().x == 2")
    assert test.members == {"Box": {"x": False, "put": True}}
    assert test.names == {"Box"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("assert True", "none of its asserts asks the student's answer"),
        ("assert callable(f)", "callable(f) looks at a function itself, not at a result"),
        ("assert f is not None", "looks at a function itself"),
        ("assert f", "looks at a function itself"),
        ("def test():\n    assert f(1) == 1\nassert True", "none of its asserts asks the student's answer"),
        ("import __main__\nassert __main__.f(f(1)) == 1", "__main__ is not installed here"),
        ("f(1)\nassert 1 == 1", "what f(1) changes is not seen here"),
        ("values = [1]\nf(values)\nassert values == [1]", "what f(values) changes is not seen here"),
        ("f = None\nassert f is None", "it replaces f"),
        ("old = f\ndel f\nassert old(1) == 1", "it replaces f"),
        ("assert len(f.__doc__) > 3", "it looks at f.__doc__, not at a result"),
        ("assert unknown(f(1)) == 1", "unknown is not defined in the cells before it"),
        ("import inspect\nassert 'for' not in inspect.getsource(f)", "it uses inspect"),
        ("with open('x') as file:\n    assert f(file) == 1", "it uses open"),
        ("assert f(np.load('x.npy')) == 1", "it reads a file"),
        ("assert f(1) == {1, 2}", "sets are not read"),
        ("assert str(Box(1)) == 'Box'", "it looks at an object of Box as a whole"),
        ("assert Box(1) == Box(1)", "it looks at an object of Box as a whole"),
        ("try:\n    assert f(1) == 1\nexcept Exception:\n    pass", "inside of `try`"),
        ("with np.errstate(all='ignore'):\n    assert f(1) == 1", "inside of `with`"),
        (CATCHES, "its function g has a `try`"),
        ("assert_frame_equal(f(1), 2)", "it calls assert_frame_equal"),
        ("import not_there\nassert not_there.g(f(1)) == 1", "not_there is not installed here"),
        ("student = 3\nassert f(student) == 3", "it has a variable called student"),
        ("assert f(1 ==", "it is not Python"),
        ("a" + ".a" * 5000 + "\nassert f(1)", "it is nested too deep"),
        ("".join(f"x{i + 1} = x{i}\n" for i in range(600)) + "assert f(x600)", "more than 500 statements"),
        ("raise ValueError(f(1))", "it raises an error by itself"),
    ],
)
def test_what_would_mean_something_else_is_not_moved(text, why) -> None:
    with pytest.raises(NotMoved) as error:
        moved(text)
    assert why in str(error.value.reason)
