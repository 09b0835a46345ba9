"""Classes that lie, raise, never return or grow: what a check does with their objects comes to a named outcome."""

from __future__ import annotations

import pytest

from grader.checks import answers
from grader.checks.instances import gives, instance
from grader.checks.plain_answers import iterated, list_of
from grader.checks.proxies import Proxy
from grader.errors import StudentError
from grader.limits import Limits
from grader.sessions.session import Sandbox
from grader.submission.source import Source
from grader.worker.messages.wire import Rules

TIGHT = Limits(load_s=20, call_s=2, exercise_s=60, memory=256 * 2**20, output=2**20)
HONEST = """
import gc, sys, threading, time

def dataclass_of(value, many=1, first="x"):
    names = [first, *map(str, range(many - 1))]
    fields = {"__dataclass_fields__": dict.fromkeys(names), **dict.fromkeys(["x", *names[1:]], value)}
    return type("D", (), fields)()

class Honest:
    def __init__(self, data):
        self.data, self.grad = data, 0.0
    def __add__(self, other):
        return Value(self.data + getattr(other, "data", other))
    __radd__ = __add__

def f(g):
    return g(1)

class Value(Honest):
    pass
"""


@pytest.fixture(scope="module")
def tight():
    with Sandbox("full", TIGHT) as small:
        yield small


@pytest.fixture
def opened(tight):
    sessions = []

    def student(text):
        source = Source("x", "x.py", "x.py", {"x.py": (HONEST + text).encode()})
        sessions.append(tight.session((), source, Rules(("Value", "f"))))
        members = instance(
            data=answers.number,
            grad=answers.number,
            many=gives(list_of(answers.number)),
            each=gives(iterated(answers.number)),
        )
        parameters = {"Value": None, "f": ["g"]}
        return Proxy(sessions[-1], {"Value": members, "f": answers.number}, parameters, "python")

    yield student
    for session in sessions:
        session.close()


def uses(student):
    """What a check would do."""
    a, b = student.Value(2.0), student.Value(3.0)
    z = sum([a + b, b])
    a.grad = 1.0
    return z.data, a.grad


def asks(student):
    return student.f(lambda x: x + 1)


VALUE = "class Value(Honest):\n    "
SET = "lambda s, x: None"
ROUND = "(x := {}).setdefault('x', [x]) and x"
DATACLASS = "dataclass_of"
"""(value, how many fields, the name of the first)."""
OBJECTS = {
    "a constructor that raises": ("def __init__(self, data): raise ValueError('no')", "raised"),
    "a constructor without end": ("def __init__(self, data):\n        while True: pass", "timed_out"),
    "a constructor that prints": (
        "def __init__(self, data):\n        while True: print('x' * 1000)",
        "too_much_output",
    ),
    "a constructor that takes memory": ("def __init__(self, data): self.x = [0] * 2**28", "out_of_memory"),
    "a sum that exits": ("def __add__(self, other): sys.exit(0)", "died"),
    "a sum that kills": ("def __add__(self, other): __import__('os')._exit(3)", "died"),
    "a sum inside of itself": ("def __add__(self, other): return self + other", "raised"),
    "an error that is an exit": ("def __add__(self, other): raise GeneratorExit", "raised"),
    "an attribute of a gigabyte": ("grad = property(lambda self: 'x' * 2**30, lambda self, x: None)", "out_of_memory"),
    "an attribute of many": (
        "data = property(lambda self: [0.0] * 10**7, lambda self, x: None)",
        ("out_of_memory", "died", "timed_out"),
    ),
    "an attribute without end": ("grad = property(lambda self: time.sleep(60), lambda self, x: None)", "timed_out"),
    "an attribute that cannot be set": ("grad = property(lambda self: 1.0)", "raised"),
    "an attribute for every name": ("def __getattribute__(self, name): return self", "raised"),
    "no attribute for any name": ("def __getattribute__(self, name): raise KeyError(name)", "raised"),
    "a number of a class of its own": (
        "data = property(lambda s: type('F', (float,), {})(8), lambda s, x: 0)",
        "wrong_type",
    ),
    "a whole number of a hundred digits": ("data = property(lambda s: 10**100, lambda s, x: None)", "wrong_type"),
    "a number that is none": ("data = property(lambda s: float('nan'), lambda s, x: None)", "not_finite"),
    "an attribute that is the object itself": ("grad = property(lambda self: self, lambda s, x: None)", "wrong_type"),
    "an attribute that goes round": (f"grad = property(lambda self: {ROUND}, lambda s, x: None)", "wrong_type"),
    "an object that changes its class when looked at": (
        "def __getattribute__(self, name):\n        object.__setattr__(self, '__class__', Honest)\n"
        "        return object.__getattribute__(self, name)",
        "",
    ),
    "another kind of thing at each look": (
        "looks = iter([2.0, 3.0, 'x', None, *[[]] * 100])\n"
        "    data = property(lambda self: next(Value.looks), lambda self, x: None)",
        ("wrong_type", "raised"),
    ),
    "a dataclass of a gigabyte": (f"grad = property(lambda s: {DATACLASS}('x' * 2**30), {SET})", "out_of_memory"),
    "a dataclass of far too many fields": (f"grad = property(lambda s: {DATACLASS}(1, 10**5), {SET})", "died"),
    "a dataclass without its fields": (f"grad = property(lambda s: {DATACLASS}(1, 1, 'y'), {SET})", "raised"),
    "a named tuple of far too many names": (
        f"grad = property(lambda s: type('N', (tuple,), {{'_fields': ['x'] * 10**6}})([1]), {SET})",
        "wrong_type",
    ),
    "half a character": ("grad = property(lambda s: chr(0xD800), lambda s, x: None)", "wrong_type"),
    "an object that is thrown away without end": ("def __del__(self):\n        while True: pass", ""),
    "an object that is like all others": ("def __eq__(self, other): return True\n    def __hash__(self): return 1", ""),
    "an object that is like none": ("def __eq__(self, other): raise KeyError\n    __hash__ = None", ""),
    "another object in its place": (
        "def __add__(self, other):\n"
        "        frame = sys._getframe()\n"
        "        while 'objects' not in frame.f_locals: frame = frame.f_back\n"
        "        kept = frame.f_locals['objects'].kept\n"
        "        kept.update(dict.fromkeys(kept, Honest(8.0)))\n"
        "        return Honest(8.0)",
        "wrong_state",
    ),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_that_misbehaves_has_a_named_outcome(name, opened) -> None:
    body, causes = OBJECTS[name]
    student = opened(VALUE + body)
    if not causes:
        assert uses(student) == (8.0, 1.0)
        return
    with pytest.raises(StudentError) as raised:
        uses(student)
    assert raised.value.cause in ((causes,) if isinstance(causes, str) else causes), str(raised.value)
    assert raised.value.message


CALLS = {
    "a call without end": ("def f(g):\n    while True: g(1)", "timed_out"),
    "a million calls": ("def f(g): return sum(g(i) for i in range(10**6))", "timed_out"),
    "a million calls that are caught": (
        "def f(g):\n    for i in range(10**6):\n        try: g(i)\n        except BaseException: pass\n    return 2.0",
        "timed_out",
    ),
    "a call with a dataclass": (
        "def f(g): return g(dataclass_of(1))",
        "wrong_type",
    ),
    "a call in a thread": (
        "def f(g):\n    threading.Thread(target=g, args=(1,)).start()\n    time.sleep(60)",
        "timed_out",
    ),
    "a call that is caught": ("def f(g):\n    try: g(object())\n    except BaseException: return 1.0", "wrong_type"),
    "a call with too much": ("def f(g): return g(*range(1000))", "died"),
    "a call with a great deal": ("def f(g): return g([0.0] * 10**6)", "died"),
    "a call with what goes round": ("x = []\nx.append(x)\ndef f(g): return g(x)", "wrong_type"),
    "a call with other arguments": ("def f(g): return g(1, 2, 3)", "raised"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_lent_function_that_is_misused_has_a_named_outcome(name, opened) -> None:
    text, cause = CALLS[name]
    with pytest.raises(StudentError) as raised:
        asks(opened(text))
    assert raised.value.cause == cause, str(raised.value)


def test_a_call_after_the_answer_costs_only_who_makes_it(opened) -> None:
    late = "def f(g):\n    threading.Timer(0, lambda: [g(1) for _ in range(3)]).start()\n    return g(1)"
    student = opened(late)
    with pytest.raises(StudentError):
        for _ in range(50):
            asks(student)
    assert asks(opened("")) == 2.0


@pytest.mark.parametrize(
    ("many", "cause"),
    [
        ("x = [1.0]; x.append(x); return x", "wrong_type"),
        ("return iter(int, 1)", "wrong_type"),
        ("return [1.0] * 10**7", ("out_of_memory", "died", "timed_out")),
        ("raise KeyboardInterrupt", "raised"),
    ],
)
def test_a_method_that_returns_too_much_or_itself(many, cause, opened) -> None:
    with pytest.raises(StudentError) as raised:
        opened(VALUE + f"def many(self): {many}").Value(1.0).many()
    assert raised.value.cause in cause


def test_neither_numpy_nor_torch_is_there_in_plain_python(opened) -> None:
    student = opened("def f(g):\n    import importlib\n    return float(importlib.import_module('numpy').float64(1))")
    with pytest.raises(StudentError, match="not among what this exercise may import"):
        asks(student)


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("while True: yield", "wrong_shape"),
        ("while True: yield 'x' * 10**7", ("out_of_memory", "died", "timed_out")),
        ("while True: pass\n        yield", "timed_out"),
        ("yield 1.0\n        raise ValueError", "raised"),
        ("yield from [1.0, object()]", "wrong_type"),
        ("return self", "raised"),
    ],
)
def test_a_generator_that_misbehaves_has_a_named_outcome(body, cause, opened) -> None:
    with pytest.raises(StudentError) as raised:
        opened(VALUE + f"def each(self):\n        {body}").Value(1.0).each()
    assert raised.value.cause in cause
