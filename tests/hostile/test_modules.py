"""Modules that lie about their state, and answers that draw by rules of their own: what they say is not what counts,
and what comes of it is a named outcome."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from claims import outcome

from grader.checks import answers, chance, state
from grader.checks.compare import close
from grader.checks.data import Data
from grader.checks.proxies import Proxy
from grader.errors import StudentError
from grader.sessions.session import Sandbox
from grader.submission.source import Source
from grader.worker.messages.wire import Rules

HONEST = """
import torch
from torch import nn

class Honest(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.a, self.b = nn.Linear(width, width, bias=False), nn.Linear(width, width, bias=False)
        self.b.weight = self.a.weight
        self.register_buffer("mean", torch.zeros(width))

    def forward(self, x):
        self.mean += x.mean(0)
        return self.b(self.a(x)) if self.training else x

def drop(x, p):
    return nn.functional.dropout(x, p)

class Model(Honest):
    pass
"""
MODEL = "\nclass Model(Honest):\n    "


@pytest.fixture
def opened(sandbox: Sandbox):
    sessions = []

    def student(text: str) -> Proxy:
        source = Source("x", "x.py", "x.py", {"x.py": (HONEST + text).encode()})
        sessions.append(sandbox.session(("numpy", "torch"), source, Rules(("Model", "drop"))))
        readers: dict[str, Any] = {"Model": state.module(takes=("width",)), "drop": answers.tensor}
        return Proxy(sessions[-1], readers, {"Model": None, "drop": ["x", "p"]}, "torch")

    yield student
    for session in sessions:
        session.close()


def claims(student: Proxy) -> None:
    """What a check would claim of the module, beside the numbers of the reference."""
    data = Data("modules")
    weight, x = data.normal(3, 3, dtype="float32"), data.normal(5, 3, dtype="float32")
    model = student.Model(3)
    state.load(model, {"a.weight": weight, "b.weight": weight, "mean": np.zeros(3, "float32")})
    close(model(x), x @ weight.T @ weight.T)
    expected = {"a.weight": weight, "b.weight": weight, "mean": x.mean(0)}
    state.same(state.read(model), expected, "after a batch")
    state.same(model.state_dict(), expected)
    state.tied(model, data, "a.weight", "b.weight")
    model.eval()
    close(model(x), x)


MODELS = {
    "a state that is told and not held": "def state_dict(self, *a, **k): return {n: torch.ones(3, 3) for n in 'ab'}",
    "a state that is not loaded": "def load_state_dict(self, state, strict=True): self.told = dict(state)",
    "statistics that stand still": "def forward(self, x): return self.b(self.a(x)) if self.training else x",
    "a mode that is only a name": "def eval(self): self.__dict__['training'] = 1; return self",
    "a mode that is only told": "def train(self, mode=True): return self",
    "two tensors that were equal": (
        "def __init__(self, width):\n        super().__init__(width)\n"
        "        self.b.weight = nn.Parameter(self.a.weight.detach().clone())"
    ),
    "a module that is not one": "pass\nclass Model:\n    __class__ = nn.Module\n    def __init__(self, width): pass",
    "parameters of another kind": (
        "def __init__(self, width):\n        super().__init__(width)\n"
        "        self._parameters['a.weight'] = self._buffers['mean'] = object()"
    ),
    "a name of a megabyte": (
        "def __init__(self, width):\n        super().__init__(width)\n"
        "        self._buffers['x' * 2**20] = torch.zeros(1)"
    ),
    "state without end": (
        "def __init__(self, width):\n        super().__init__(width)\n        self._modules['self'] = self"
    ),
    "a gigabyte of state": (
        "def __init__(self, width):\n        super().__init__(width)\n"
        "        self.register_buffer('large', torch.zeros(2**28))"
    ),
    "torch's own functions replaced": (
        "pass\nnn.Module.state_dict = lambda self, **k: {}\nnn.Module.named_parameters = lambda self, **k: iter([])\n"
        "nn.Module.load_state_dict = lambda self, state, strict=True: None"
    ),
    "an attribute that raises for its name": (
        "def __getattr__(self, name):\n        raise SystemExit if name == 'a' else AttributeError(name)"
    ),
}


@pytest.mark.parametrize("body", MODELS.values(), ids=MODELS)
def test_a_module_that_lies_is_found_by_its_numbers_or_named(body, opened) -> None:
    try:
        found = outcome(claims, opened(MODEL + body))
    except StudentError as error:
        assert error.cause in ("raised", "wrong_type", "died", "out_of_memory", "wrong_shape", "timed_out"), error
        assert error.message
    else:
        assert found.status == "failed", found


def test_the_honest_one_passes(opened) -> None:
    assert outcome(claims, opened("")).status == "passed"


def draws(student: Proxy) -> None:
    data, x = Data("draws"), np.ones((100, 101), "float32")
    chance.repeatable(student.drop, x, 0.1, data=data)
    found = chance.draws(student.drop, x, 0.1, data=data, times=4)
    chance.coins(found == 0, 0.1, "zeros")


DROPS = {
    "every tenth entry": "\ndef drop(x, p): return x * (torch.arange(x.numel()).view(x.shape) % 10 != 0)",
    "a generator of its own": (
        "\ng = torch.Generator()\ndef drop(x, p): return x * (torch.rand(x.shape, generator=g) > p)"
    ),
    "the first draw for all": (
        "\nkept = []\ndef drop(x, p):\n    if not kept: kept.append(torch.rand(x.shape) > p)\n    return x * kept[0]"
    ),
    "its own seed": "\ndef drop(x, p):\n    torch.manual_seed(1)\n    return x * (torch.rand(x.shape) > p)",
    "a generator that does not listen": (
        "\nclass Deaf:\n    manual_seed = lambda self, n: self\ntorch.default_generator = Deaf()\n"
        "torch.manual_seed = lambda n: None"
    ),
    "a generator that is gone": "\ndel torch.default_generator",
    "one row for all": "\ndef drop(x, p): return x * (torch.rand(x.shape[1]) > p)",
}


@pytest.mark.parametrize("text", DROPS.values(), ids=DROPS)
def test_what_is_not_drawn_as_it_should_be_is_found(text, opened) -> None:
    try:
        found = outcome(draws, opened(text))
    except StudentError as error:
        assert error.cause == "raised"
    else:
        assert found.status == "failed"


def test_an_honest_dropout_passes(opened) -> None:
    assert outcome(draws, opened("")).status == "passed"
