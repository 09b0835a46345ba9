"""Functions that a check lends are called where the check is, with data or objects; nobody else counts the calls."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from claims import session_of

from grader.checks import answers
from grader.checks.claims import claim
from grader.checks.instances import instance
from grader.checks.lending import on_objects, plain
from grader.checks.proxies import Proxy
from grader.checks.structure import counted
from grader.errors import StudentError
from grader.outcomes.outcome import CheckFailed, Outcome
from grader.sessions.session import Sandbox, Session
from grader.submission.source import Source
from grader.worker.messages import wire
from grader.worker.messages.wire import Rules


def asking(f):
    """f: the student's, called with a function of the check."""
    calls = np.random.default_rng(1)
    return Proxy(session_of(f=f), {"f": answers.number}, {"f": ["f", "x"]}, "numpy", calls=calls).f


def test_a_lent_function_is_called_where_the_check_is_and_its_calls_are_counted() -> None:
    asked = []

    def double(x):
        asked.append(x)
        return 2 * x

    assert asking(lambda f, x: f(f(x)))(double, 3.0) in (12.0,)
    assert asked in ([3.0, 6.0], [3.0, 6.0] * 2)


@pytest.mark.parametrize(
    ("use", "cause", "words"),
    [
        (lambda f, x: f(object()), "wrong_type", "object of type object"),
        (lambda f, x: f(), "raised", "TypeError"),
        (lambda f, x: f("a"), "raised", "double was called with 'a': KeyError"),
        (lambda f, x: sum(f(x) for _ in range(10**6)), "timed_out", "more than 20,000 times"),
    ],
)
def test_a_call_that_cannot_be_answered_ends_the_request_also_where_it_is_caught(use, cause, words) -> None:
    def double(x):
        return {1.0: 2.0}[x]

    def catching(f, x):
        try:
            return use(f, x)
        except Exception:
            return 1.0

    for answer in (use, catching):
        with pytest.raises(StudentError, match=words) as raised:
            asking(answer)(double, 1.0)
        assert raised.value.cause == cause


def test_what_a_lent_function_finds_is_the_finding() -> None:
    def once(x):
        raise StudentError("wrong_state", "asked twice")

    with pytest.raises(StudentError, match="asked twice"):
        asking(lambda f, x: f(x))(once, 1.0)


def test_a_lent_function_may_not_ask_the_answer() -> None:
    ask = asking(lambda f, x: f(x))
    with pytest.raises(StudentError, match="RuntimeError"):
        ask(lambda x: ask(1.0, 2.0), 1.0)


def test_only_data_comes_through() -> None:
    assert plain(wire.Items("tuple", [1, wire.Items("list", ["a"])]), "it") == (1, ["a"])
    assert plain(wire.Dict({"x": None}), "it") == {"x": None}
    assert plain(wire.Tensor("int64", (1,), bytes(8)), "it").tolist() == [0]
    with pytest.raises(StudentError):
        plain(wire.Kept(0, "function"), "it")


DUALS = """
import sys

class Dual:
    def __init__(self, value, tangent=0.0):
        self.value, self.tangent = value, tangent

    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value + other.value, self.tangent + other.tangent)

    def __mul__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value * other.value, self.tangent * other.value + self.value * other.tangent)

    __radd__, __rmul__ = __add__, __mul__

def square(x):
    return x * x

def derivative(f, x):
    return f(Dual(x, 1.0)).tangent
"""
DUAL = instance(takes=("value", "tangent"), value=answers.number, tangent=answers.number)
READERS: dict[str, Any] = {"Dual": DUAL, "square": DUAL, "derivative": answers.number}
PARAMETERS = {"Dual": None, "square": ["x"], "derivative": ["f", "x"]}


@pytest.fixture(params=["here", "in a worker"])
def duals(request):
    """A student with dual numbers, in this process or in a worker; text: what comes after the honest code."""
    opened = []

    def student(text=""):
        source = DUALS + text
        if request.param == "here":
            names: dict[str, Any] = {}
            exec(source, names)
            session: Session = session_of(**{name: names[name] for name in READERS})
        else:
            sandbox: Sandbox = request.getfixturevalue("sandbox")
            session = sandbox.session((), Source("x", "x.py", "x.py", {"x.py": source.encode()}), Rules((*READERS,)))
            opened.append(session)
        return Proxy(session, READERS, PARAMETERS, "python", calls=np.random.default_rng(1))

    yield student
    for session in opened:
        session.close()


def cubic(student):
    """x³ + 2x, with a function of the answer's; and its calls."""
    return counted(lambda x: student.square(x) * x + 2 * x)


def test_a_function_works_with_the_students_objects_where_the_check_is(duals) -> None:
    student = duals()
    f, calls = cubic(student)
    assert student.derivative(on_objects(f, DUAL), 3.0) == 29.0
    assert len(calls) == 1
    (x,) = calls[0]
    assert (x.value, x.tangent) == (3.0, 1.0)  # it stays there


LOOKING = """
def derivative(f, x):
    seen = []
    for place in ("__globals__", "__closure__", "__code__"):
        thing = getattr(f, place, None)
        seen += [cell.cell_contents for cell in thing] if isinstance(thing, tuple) else []
        seen += thing.values() if isinstance(thing, dict) else []
    counts = [each for each in seen if isinstance(each, list)]
    for each in counts:
        each.clear()
    twice = [f(Dual(x, 1.0)).tangent for _ in range(2)]
    for each in counts:
        each.clear()
    return twice[0]
"""


def test_calls_are_counted_where_the_answer_cannot_look(duals) -> None:
    student = duals(LOOKING)
    f, calls = cubic(student)
    assert student.derivative(on_objects(f, DUAL), 3.0) == 29.0
    assert len(calls) == 2


def test_it_may_read_numbers_and_make_claims(duals) -> None:
    student = duals()

    def f(x):
        claim(Outcome.failed("wrong_value", "three") if x.value == 3.0 else None)
        return x.value * 10 * x

    assert student.derivative(on_objects(f, DUAL), 2.0) == 20.0
    with pytest.raises(CheckFailed, match="three"):
        student.derivative(on_objects(f, DUAL), 3.0)
    assert duals().derivative(on_objects(f, DUAL), 2.0) == 20.0


FAULTS = {
    "an operator that raises": ("\nDual.__mul__ = lambda a, b: 1 / 0", "raised", "ZeroDivisionError"),
    "an operator that calls it again": (
        "\nlent = []\ndef derivative(f, x):\n    lent.append(f)\n    return f(Dual(x, 1.0)).tangent"
        "\nDual.__mul__ = lambda a, b: lent[0](a)",
        "raised",
        "",
    ),
    "without end": ("\ndef derivative(f, x):\n    while True: f(Dual(x))", "timed_out", ""),
    "another kind of thing": ("\ndef derivative(f, x): return f('x').tangent", "raised", ""),
    "an object of another class": ("\ndef derivative(f, x): return f(object()).tangent", "raised", "TypeError"),
    "a list of objects": ("\ndef derivative(f, x): return f([Dual(x)]).tangent", "wrong_type", "called with"),
}


@pytest.mark.parametrize(("text", "cause", "words"), FAULTS.values(), ids=FAULTS)
def test_what_goes_wrong_meanwhile_is_the_students(text, cause, words, duals, monkeypatch) -> None:
    monkeypatch.setattr("grader.checks.lending.MOST_CALLS", 50)
    student = duals(text)
    f, _ = cubic(student)
    with pytest.raises(StudentError, match=words or None) as raised:
        student.derivative(on_objects(f, DUAL), 3.0)
    assert raised.value.cause == cause
    after = duals()  # another answer is not harmed
    assert after.derivative(on_objects(cubic(after)[0], DUAL), 1.0) == 5.0


def test_an_object_that_nobody_lent_is_not_taken(duals) -> None:
    student = duals()
    f, _ = cubic(student)
    called = wire.Called(1, [wire.Kept(10**9, "Dual")])
    student._lending.lend(on_objects(f, DUAL))
    with pytest.raises(StudentError, match="called with"):
        student._lending(called)
