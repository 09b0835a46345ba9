"""State of modules: loaded, read by name, compared; one tensor under two names. The numbers are what counts: a name or
a mode that a worker tells is worth nothing beside a wrong result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.message import say
from grader.worker.messages import wire

from . import answers, plain_answers
from .compare import TOLERANCES, Tolerance, close, expect
from .data import Data
from .instances import Members, gives, instance
from .models import Model, in_words, same_names
from .remote_objects import held

State = Mapping[str, np.ndarray]
"""Parameters and buffers by name, as a state_dict has them, in their own dtypes (bfloat16 as float32)."""


def module(*, takes: Sequence[str] = (), **known: Any) -> Members:
    """For `returns`: an nn.Module of the student's. As `instance`, with what every module has: called, it gives a
    tensor; `training` is a flag; `parameters()` gives a list of arrays, `state_dict()` a dict of them,
    `named_parameters()` and `named_buffers()` pairs. known: other attributes and methods, or other readers of
    these."""
    named = gives(plain_answers.iterated(answers.results(plain_answers.string, plain_answers.numeric)))
    usual = {
        "__call__": gives(answers.tensor),
        "training": plain_answers.flag,
        "parameters": gives(plain_answers.iterated(answers.tensor)),
        "state_dict": gives(plain_answers.dict_of(plain_answers.numeric)),
        "named_parameters": named,
        "named_buffers": named,
    }
    return instance(takes=takes, **(usual | known))


def read(model: Model) -> dict[str, np.ndarray]:
    """The parameters and buffers by name, read past `state_dict` and `parameters` of the student's; a tensor that has
    two names comes twice. Raises StudentError for what is not an nn.Module, or holds NaN or infinity."""
    return _arrays(model, "state")


def gradients(model: Model) -> dict[str, np.ndarray]:
    """The `.grad` of each parameter that has one, by name; under both names of one that has two."""
    return _arrays(model, "gradients")


def _arrays(model: Model, what: Any) -> dict[str, np.ndarray]:
    it = held(model)
    value = it.owner.ask(wire.Inspect(it.number, what))
    tensors = value.items if isinstance(value, wire.Dict) else {}
    return {name: plain_answers.numeric(tensor, say("the state {name}", name=name)) for name, tensor in tensors.items()}


def load(model: Model, state: State, strict: bool = True) -> None:
    """`model.load_state_dict(state)`. Raises StudentError where the names or shapes do not fit. strict=False: names
    may be missing."""
    it = held(model)
    values = wire.Dict({name: it.owner.to_wire(array) for name, array in state.items()})
    it.owner.ask(wire.Call("load_state_dict", [values], {"strict": strict}, on=it.number, only_keep=True))


def count(state: State) -> int:
    """How many numbers there are: of `models.values(model)`, how many parameters."""
    return sum(array.size for array in state.values())


def same_layout(actual: State, expected: State) -> None:
    """Claims that both have the same names, with the same shapes. Raises CheckFailed."""
    same_names(actual, expected, say("names in the state"))
    for name, array in expected.items():
        shapes = {"actual": str(actual[name].shape), "expected": str(array.shape)}
        message = say("{what} has the shape {actual}, expected {expected}", what=name, **shapes)
        expect(shapes["actual"], shapes["expected"], message, cause="wrong_shape")


def same(
    actual: State, expected: State, when: str = "", *, tolerance: Tolerance = TOLERANCES["float32"], **how: Any
) -> None:
    """Claims that both have the same names, shapes and numbers: what training, or a batch in training mode, has made of
    parameters and running statistics. when: "after one step", say. how: as in `compare.difference`."""
    same_layout(actual, expected)
    for name, array in expected.items():
        what = say("{name} {when}", name=name, when=when) if when else say("the state {name}", name=name)
        close(actual[name], array, what, **({"cause": "wrong_state", "tolerance": tolerance} | how))


def tied(model: Model, data: Data, *names: str) -> None:
    """Claims that these names of the state are one tensor: what is loaded under the first is then read under the others
    too, and the other way round. The state is afterwards as it was.

    A `load_state_dict` of the student's can feign it. A step of gradient descent, compared by `same` with the
    reference's, shows what is used: claim that as well.
    """
    before = read(model)
    missing = in_words(name for name in names if name not in before)
    expect(missing, "none", say("names that the state does not have: {names}", names=missing))
    for name in (names[0], names[-1]):
        array = before[name]
        load(model, {name: data.normal(*array.shape).astype(array.dtype)}, strict=False)
        now = read(model)
        for other in names:
            there = now.get(other, array)
            alike = np.array_equal(there, now.get(name, array)) and not np.array_equal(there, array)
            words = say("{name} does not follow {other}: they are two tensors", name=other, other=name)
            expect(alike, True, words)
    load(model, before)
