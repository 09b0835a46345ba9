"""Objects of a student's classes are used as ordinary Python ones, and what their code does there is found."""

from __future__ import annotations

import numpy as np
import pytest
from claims import session_of

from grader.checks import answers
from grader.checks.instances import every, gives, instance
from grader.checks.plain_answers import integer, list_of
from grader.checks.proxies import Proxy
from grader.errors import StudentError
from grader.worker.messages import wire


class Number:
    def __init__(self, data, made_of=()):
        self.data, self.grad, self.made_of = data, 0.0, made_of

    def __add__(self, other):
        return Number(self.data + getattr(other, "data", other), (self, other))

    def __rsub__(self, other):
        return Number(other - self.data)

    def __matmul__(self, other):
        return Number(self.data * other.data)

    def __getitem__(self, i):
        return self.made_of[i]

    def __iter__(self):
        return iter(self.made_of)

    def __call__(self, x):
        return Number(self.data * x)

    def digits(self):
        return [int(d) for d in str(self.data)]

    def fails(self):
        raise KeyError("no such thing")

    def copy_(self, other):
        self.data = other.data
        return self

    __radd__ = __add__


NUMBER = instance(takes=("data",), data=answers.number, grad=answers.number, digits=gives(list_of(integer)))


class Counting:
    """A session that counts its round trips."""

    def __init__(self, inner):
        self.inner, self.asked, self.left = inner, [], None

    def loaded(self):
        return self.inner.loaded()

    def ask(self, request, asking=None):
        self.asked.append(request)
        return self.inner.ask(request, asking)

    def fresh(self, autograd=True, memory=0):
        return Counting(self.inner.fresh(autograd))

    def close(self):
        self.inner.close()


def proxy_of(**functions):
    readers = {name: NUMBER if isinstance(it, type) else answers.number for name, it in functions.items()}
    parameters = {name: None if isinstance(it, type) else ["f", "x"] for name, it in functions.items()}
    session = Counting(session_of(**functions))
    return Proxy(session, readers, parameters, "numpy", calls=np.random.default_rng(1)), session


def test_operators_methods_and_attributes_are_those_of_the_object() -> None:
    student, _ = proxy_of(Number=Number)
    a, b = student.Number(2.0), student.Number(data=3.0)
    assert [x.data for x in (a + b, a + 1, 1 + a, 10 - a, a @ b, (a + b)[1], a(7.0), sum([a, b, a]))] == [
        5.0, 3.0, 3.0, 8.0, 6.0, 3.0, 14.0, 7.0,
    ]  # fmt: skip
    assert [x.data for x in a + b] == [2.0, 3.0]
    a.copy_(b)
    a.grad = 0.5
    assert every([a, b], "data") == [3.0, 3.0]
    assert (a.grad, student.Number(41).digits()) == (0.5, [4, 1])
    assert (np.float64(1.0) + a).data == 4.0


def test_a_graph_of_thousands_of_nodes_is_one_message() -> None:
    student, session = proxy_of(Number=Number)
    a = z = student.Number(0.0)
    nodes = [z := z + 1 for _ in range(5000)]
    assert (z.data, a.data) == (5000.0, 0.0)
    assert len(session.asked) == 2  # one for each number that was read
    assert every(nodes, "data") == [float(i) for i in range(1, 5001)]
    assert len(session.asked) == 3


def test_programs_longer_than_one_message_are_sent_in_pieces(monkeypatch) -> None:
    monkeypatch.setattr(wire, "MAX_STEPS", 100)
    student, session = proxy_of(Number=Number)
    nodes = [student.Number(float(i)) for i in range(250)]
    assert every(nodes, "data") == [float(i) for i in range(250)]
    assert max(len(request.steps) for request in session.asked) <= 100


@pytest.mark.parametrize(
    ("use", "cause", "words"),
    [
        (lambda a: a.fails().data, "raised", "KeyError"),
        (lambda a: (a * 2).data, "raised", "unsupported operand"),
        (lambda a: a.nothing().data, "raised", "no attribute 'nothing'"),
        (float, "wrong_type", "an object of type"),
    ],
)
def test_an_error_is_raised_where_the_check_reads(use, cause, words) -> None:
    student, _ = proxy_of(Number=Number)
    a = student.Number(2.0)
    with pytest.raises(StudentError, match=words) as raised:
        use(a)
    assert raised.value.cause == cause


def test_what_is_put_off_and_forgotten_does_not_happen() -> None:
    student, _ = proxy_of(Number=Number)
    a = student.Number(2.0)
    assert a.data == 2.0
    a.data = 5.0
    student.program.forget()
    assert a.data == 2.0


def test_too_many_items_are_not_taken() -> None:
    class Endless(Number):
        def __iter__(self):
            while True:
                yield self

    student, _ = proxy_of(Number=Endless)
    with pytest.raises(StudentError, match="more than 10,000 items"):
        list(student.Number(1.0))
