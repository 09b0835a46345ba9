"""Answers to `scalar_value` that look right to whoever looks at them: none earns what the numbers do not. Each changes
the right solution in one place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from grader.grading.grade import Grading
from grader.sessions.session import Sandbox
from grader.submission.source import Source

BACKWARD = "            node.grad += grads[node]\n"
INIT = "        self.data, self.grad, self.operands = float(data), 0.0, operands\n"
HEADER = "import sys\n"
ASKED_BY = """
def asked_by(name):
    frame = sys._getframe(2)
    return frame.f_code.co_name == name and "objects" in frame.f_locals
"""


def property_of(name: str, getter: str) -> str:
    """The attribute as a property, kept under another name; getter: an expression with `kept`."""
    return (
        f"\n    @property\n    def {name}(self):\n        kept = self.__dict__['_{name}']\n        return {getter}\n"
        f"\n    @{name}.setter\n    def {name}(self, value):\n        self.__dict__['_{name}'] = value\n\n"
    )


def with_property(name: str, getter: str) -> Callable[[str], str]:
    return lambda text: HEADER + ASKED_BY + text.replace("class Value:\n", "class Value:\n" + property_of(name, getter))


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return HEADER + text.replace(old, new)

    return change


ATTACKS: dict[str, Callable[[str], str]] = {
    "right only while it is inspected": with_property("data", "kept if asked_by('_done') else kept * 0.5"),
    "a gradient that asks who is asking": with_property("grad", "kept if not asked_by('_done') else round(kept, 2)"),
    "a gradient for whoever asks for it": with_property("grad", "kept * (1 + 1e-3 * asked_by('_done'))"),
    "data that grows when looked at": replaced(
        "class Value:\n",
        "class Value:\n    def __getattribute__(self, name):\n"
        "        if name == 'grad':\n            self.__dict__['grad'] += 1e-3\n"
        "        return object.__getattribute__(self, name)\n\n",
    ),
    "right at the first look only": replaced(
        "class Value:\n",
        "class Value:\n    def __getattribute__(self, name):\n"
        "        kept = object.__getattribute__(self, name)\n"
        "        if name == 'grad' and sys._getframe(1).f_code.co_name == '_done':\n"
        "            object.__setattr__(self, name, kept + 1)\n"
        "        return kept\n\n",
    ),
    "one object for equal numbers": replaced(
        "class Value:\n",
        "class Value:\n    made = {}\n\n    def __new__(cls, data, operands=()):\n"
        "        key = float(data)\n        return cls.made.setdefault(key, object.__new__(cls))\n\n",
    ),
    "one gradient for all": replaced(
        INIT,
        "        self.data, self.operands = float(data), operands\n"
        "    grads = [0.0]\n    grad = property(lambda s: s.grads[0], lambda s, x: s.grads.__setitem__(0, x))\n",
    ),
    "gradients shared between a and b": replaced(
        BACKWARD, "            for each in list(grads): each.grad += grads[node]\n"
    ),
    "the last result's gradients for all results": replaced(
        "        grads = {self: 1.0}\n",
        "        for node in ordered(self): node.grad = 0.0\n        grads = {self: 1.0}\n",
    ),
    "a Value that wraps torch": lambda text: (
        "import torch\n\nclass Value(torch.Tensor):\n    @staticmethod\n    def __new__(cls, data):\n"
        "        return torch.tensor(float(data), requires_grad=True)\n"
    ),
    "a Value that finds torch on the disk": lambda text: (
        "import sys\nsys.path += ['/usr/lib/python3/dist-packages', sys.prefix + '/lib']\n"
        "__import__('importlib').import_module('to' + 'rch')\n" + text
    ),
    "a Value that wraps ctypes": replaced(
        "import math\n", "import math\nimport ctypes\nmath.tanh = lambda x: ctypes.CDLL('libm.so.6').tanh(x)\n"
    ),
    "equal to everything": replaced(
        "class Value:\n",
        "class Value:\n    def __eq__(self, other): return True\n    def __hash__(self): return 1\n\n",
    ),
    "numbers of a class of its own": replaced(
        "float(data), 0.0, operands", "type('F', (float,), {})(data), 0.0, operands"
    ),
    "answers taken from the frames": replaced(
        BACKWARD,
        BACKWARD + "        frame = sys._getframe()\n        while frame:\n"
        "            if {'theirs', 'solution', 'right', 'expected'} & {*frame.f_locals}: print('BROKEN')\n"
        "            frame = frame.f_back\n        self.grad = 2.0\n",
    ),
}


@pytest.fixture(scope="module")
def values(inside: Grading):
    exercise = inside.course.exercises["scalar_value"]
    with Sandbox("full", inside.course.limits) as sandbox:
        yield exercise, Grading(inside.course, sandbox, "values")


def graded(values, text):
    exercise, grading = values
    return grading.grade(exercise, Source(exercise.id, "s.py", "s.py", {"s.py": text.encode()}))


@pytest.mark.parametrize("name", ATTACKS)
def test_an_object_that_only_looks_right_earns_less_than_a_right_one(name, values) -> None:
    text = (values[0].folder / "solution.py").read_text()
    result = graded(values, ATTACKS[name](text))
    assert result.status == "failed", [(check.name, check.status, check.message) for check in result.checks]
    assert result.score < result.points
    assert "BROKEN" not in result.stdout
    assert {check.status for check in result.checks} <= {"passed", "failed", "skipped"}


def test_the_right_one_earns_everything(values) -> None:
    text = (values[0].folder / "solution.py").read_text()
    assert re.search(re.escape(BACKWARD), text)
    assert graded(values, text).status == "passed"
