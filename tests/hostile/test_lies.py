"""Replies that no function could give: the right answers with lies among them, as a worker that has been rewritten
sends them. No sandbox is needed: what is tried are the checks, which must find fault and never stumble."""

from __future__ import annotations

import json
import random
import struct
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest
import torch
from claims import session_of
from documents import CONTROL, strings

from grader.checks import answers, chance, models, state, structure
from grader.checks.compare import close, expect
from grader.checks.data import Data
from grader.checks.lending import on_objects
from grader.checks.plain_answers import complexes, integer, iterated, record
from grader.checks.proxies import Proxy
from grader.checks.watch import Watch
from grader.courses import find
from grader.courses.find import builtin
from grader.errors import StudentError
from grader.grading.grade import Grading
from grader.outcomes.outcome import CheckFailed
from grader.outcomes.result import SHOWN_MESSAGE
from grader.sessions.local import LocalSession
from grader.worker.messages import wire
from grader.worker.serve import Server

IDS = list(find.load(builtin()).exercises)
LIES, LIES_TO_SLOW_ONES = 120, 20
"""For each exercise; those with a ResNet are slow."""
EVIL = "\x1b[2J\x07<script>\u202e\x00=1+1"
SHAPES = ((), (1,), (0,), (0, 3), (2, 3), (1,) * 16, (7, 11, 13))
NUMBERS = (0.0, -0.0, 1.0, float("nan"), float("inf"), 1e308, 5e-324, 1, -(2**63), 2**64 - 1, True)
TEXTS = ("", EVIL, "x" * 20_000, '{"nodes":[["a","leaf",1,[0]]]}', '{"x":' + "[" * 100_000, '{"nodes":[["\\ud800"]]}')
FACTORS = (1 + 1e-4, 1 + 1e-6, 1 + 1e-7, 1 + 1e-9, 2.0, -1.0, 1e200)


class Liar:
    """A session that answers as the solution does to the first `after` requests, and from then on as `lie` has it."""

    def __init__(self, inner: Any, after: int, lie) -> None:
        self.inner, self.after, self.lie, self.asked = inner, after, lie, 0
        self.left: wire.Value = None

    def loaded(self):
        return self.inner.loaded()

    def fresh(self, autograd: bool = True, memory: int = 0):
        return Liar(self.inner.fresh(), max(0, self.after - self.asked), self.lie)

    def ask(self, request, asking=None):
        value = self.inner.ask(request, asking)
        self.asked += 1
        self.left = self.inner.left
        if self.asked <= self.after:
            return value
        try:
            left = self.lie(self.left) if self.left is not None else None
            reply = wire.decode_reply(wire.encode(wire.Answer(self.lie(value), left)))
        except wire.ProtocolError as error:
            raise StudentError("died", str(error)) from None
        assert isinstance(reply, wire.Answer)
        self.left = reply.left
        return reply.value

    def close(self) -> None:
        self.inner.close()


def anything(chance: random.Random, depth: int = 2):
    kinds = [
        None,
        *NUMBERS,
        *TEXTS,
        wire.Kept(chance.choice([0, 1, 99, 2**63]), EVIL),
        "array",
        "array",
        "list",
        "record",
        "named",
        "dict",
    ]
    match chance.choice(kinds):
        case "array":
            dtype, shape = chance.choice(list(wire.ITEM_SIZES)), chance.choice(SHAPES)
            return array(chance, dtype, shape, chance.choice(["torch", "numpy"]))
        case "list":
            return wire.Items(
                "list", [anything(chance, depth - 1) for _ in range(chance.choice([0, 2, 40]) * (depth > 0))]
            )
        case "record":
            return wire.Record(EVIL, {k: anything(chance, depth - 1) for k in ("loss", "w", EVIL) if depth > 0})
        case "named":
            items = [anything(chance, depth - 1) for _ in range(3 * (depth > 0))]
            return wire.Items("tuple", items, chance.choice([[], ["loss"], ["loss", EVIL, "loss"], ["loss"] * 9]))
        case "dict":
            return wire.Dict({k: anything(chance, depth - 1) for k in ("x", "w", EVIL, "n" * 9_000) if depth > 0})
        case other:
            return other


def array(chance: random.Random, dtype: str, shape: tuple[int, ...], library: Any) -> wire.Tensor:
    count = 1
    for length in shape:
        count *= length
    data = chance.choice([b"\0", b"\xff", b"\x7f"]) * (count * wire.ITEM_SIZES[dtype])
    return wire.Tensor(dtype, shape, data, library, chance.choice(["cpu", EVIL]), *(chance.random() < 0.5,) * 3)


def scaled(value, factor: float):
    """The same with all numbers a little, or far, off."""
    match value:
        case wire.Tensor(dtype="float32" | "float64"):
            letter = "f" if value.dtype == "float32" else "d"
            numbers = struct.unpack(f"={len(value.data) // wire.ITEM_SIZES[value.dtype]}{letter}", value.data)
            most = 3e38 if letter == "f" else 1e308
            off = [max(-most, min(most, number * factor)) for number in numbers]
            return msgspec.structs.replace(value, data=struct.pack(f"={len(off)}{letter}", *off))
        case wire.Items():
            return wire.Items(value.kind, [scaled(item, factor) for item in value.items])
        case wire.Dict():
            return wire.Dict({name: scaled(item, factor) for name, item in value.items.items()})
        case float():
            return value * factor
    return value


def reshaped(chance: random.Random, value):
    """The same numbers, or some of them, in another form."""
    match value:
        case wire.Tensor():
            size = wire.ITEM_SIZES[value.dtype]
            count = len(value.data) // size
            forms = [((count,), 1), ((1, *value.shape), 1), (value.shape[::-1], 1), ((2 * count,), 2), ((0,), 0)]
            shape, times = chance.choice(forms)
            return msgspec.structs.replace(value, shape=shape, data=value.data * times)
        case wire.Items():
            items = [reshaped(chance, item) if chance.random() < 0.7 else item for item in value.items]
            return wire.Items(value.kind, items[chance.choice([0, 0, 1]) :])
        case wire.Dict():
            entries = {name: reshaped(chance, item) for name, item in value.items.items() if chance.random() < 0.9}
            return wire.Dict(entries | ({EVIL: anything(chance)} if chance.random() < 0.3 else {}))
    return anything(chance)


def retyped(chance: random.Random, value):
    """The right numbers, some of them in another precision than the others."""
    match value:
        case wire.Tensor(dtype="float32" | "float64"):
            letters = {"float32": "f", "float64": "d", "float16": "e"}
            count, dtype = len(value.data) // wire.ITEM_SIZES[value.dtype], chance.choice([*letters])
            numbers = struct.unpack(f"={count}{letters[value.dtype]}", value.data)
            most = {"f": 3e38, "d": 1e308, "e": 6e4}[letters[dtype]]
            inside = [max(-most, min(most, number)) for number in numbers]
            return msgspec.structs.replace(value, dtype=dtype, data=struct.pack(f"={count}{letters[dtype]}", *inside))
        case wire.Items():
            return wire.Items(value.kind, [retyped(chance, item) for item in value.items])
        case wire.Dict():
            return wire.Dict({name: retyped(chance, item) for name, item in value.items.items()})
    return value


def lies(chance: random.Random):
    """One way of lying: always something else, or first other numbers and then other forms."""
    factor, turns = chance.choice(FACTORS), iter(range(10**9))
    first, precise = chance.choice([0, 1, 2, 3, 40]), chance.random() < 0.4

    def lie(value):
        if next(turns) < first or chance.random() < 0.3:
            return retyped(chance, value) if precise else scaled(value, factor)
        return reshaped(chance, value) if chance.random() < 0.5 else anything(chance)

    return lie


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("exercise_id", IDS)
def test_a_worker_that_lies_fails_and_is_never_ungraded(exercise_id, course) -> None:
    exercise, chance = course.exercises[exercise_id], random.Random(zlib.crc32(exercise_id.encode()))
    grading = Grading(course, None, "lies")
    count = LIES_TO_SLOW_ONES if "resnet" in exercise_id else LIES
    for check in exercise.spec.checks * (count // len(exercise.spec.checks)):
        session = LocalSession(Server(exercise.solution), list(exercise.spec.returns))
        outcome = grading._attempt(exercise, check, Liar(session, int(chance.expovariate(0.3)), lies(chance)), Watch())
        (result,) = grading._judged(exercise, [(check, outcome)])
        assert result.status in ("passed", "failed"), (check.name, result.message)
        texts = list(strings(json.loads(msgspec.json.encode(result))))
        assert [text for text in texts if CONTROL.search(text)] == []
        assert max(map(len, texts)) < 4 * SHOWN_MESSAGE + 10


class Layer(torch.nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.a, self.b = torch.nn.Linear(width, width), torch.nn.Linear(width, width)
        self.b.weight = self.a.weight

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.b(self.a(x)).cumsum(1)


class Loss(NamedTuple):
    loss: torch.Tensor
    others: Any


def result(x: torch.Tensor) -> Loss:
    return Loss(x.sum() * 1j, [x, 1, "a", None])


def numbers(n: int) -> Iterator[int]:
    yield from range(n)


def drop(x: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.dropout(x, 0.5)


def twice(f: Any, x: Any) -> Any:
    return f(f(x))


FUNCTIONS = {"Layer": Layer, "result": result, "numbers": numbers, "drop": drop, "twice": twice}
LAYER = state.module(takes=("width",))
READERS: dict[str, Any] = {
    "Layer": LAYER,
    "result": record(loss=complexes),
    "numbers": iterated(integer, most=5),
    "drop": answers.tensor,
    "twice": LAYER,
}
PARAMETERS = {"Layer": None, "result": ["x"], "numbers": ["n"], "drop": ["x"], "twice": ["f", "x"]}


def of_a_module(student: Proxy, data: Data) -> None:
    layer, x = student.Layer(3), data.normal(2, 4, 3, dtype="float32")
    weight, biases = data.normal(3, 3), {name: data.normal(3) for name in ("a.bias", "b.bias")}
    loaded = {**dict.fromkeys(("a.weight", "b.weight"), weight), **biases}
    state.load(layer, loaded)
    close(layer(x), layer(x))
    state.same(state.read(layer), loaded)
    state.same(layer.state_dict(), loaded)
    state.tied(layer, data, "a.weight", "b.weight")
    models.stepped(layer, models.values(layer), x, x)
    assert state.gradients(layer) is not None
    expect(layer.training, True, "the mode")


def of_structure(student: Proxy, data: Data) -> None:
    layer, x = student.Layer(3), data.normal(2, 4, 3, dtype="float32")
    structure.causal(layer, x, data, "it")
    structure.uses(layer, x, np.ones(x.shape, bool), data, "it", at=np.s_[:, 1:])
    structure.equivariant(layer, x, data, "it", axis=0)
    structure.same_for(lambda k: layer(x), (1, 2), "k", "it")


def of_chance(student: Proxy, data: Data) -> None:
    x = np.ones((20, 21), "float32")
    chance.repeatable(student.drop, x, data=data)
    drawn = chance.draws(student.drop, x, data=data, times=3)
    chance.coins(drawn == 0, 0.5, "it")
    chance.alike(drawn, drawn, "it")
    chance.shares(drawn, [0.5, 0.0, 0.5], "it")
    results = chance.draws(student.Layer(3), x[None, :, :3], data=data, times=2)
    chance.uniform(results, -10.0, 10.0, "it", alarm=1e-300)
    chance.normal(results, 0.0, 1.0, "it", alarm=1e-300)


def of_other_results(student: Proxy, data: Data) -> None:
    close(student.result(np.ones(3)).loss, np.array(3j))
    expect(student.numbers(4), [0, 1, 2, 3], "it")
    layer = student.twice(on_objects(lambda it: it.double(), LAYER), student.Layer(3))
    expect(layer.training, True, "the mode")


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("claims", [of_a_module, of_structure, of_chance, of_other_results])
def test_claims_about_objects_find_fault_with_lies_and_never_stumble(claims) -> None:
    drawn, found = random.Random(claims.__name__), set[str]()
    for turn in range(LIES // 2):
        after = int(drawn.expovariate(0.2)) if turn else 1000  # the first one does not lie
        liar = Liar(session_of(**FUNCTIONS), after, lies(drawn))
        student = Proxy(liar, READERS, PARAMETERS, "torch", calls=np.random.default_rng(turn))
        try:
            claims(student, Data("lies", turn))
            found.add("passed")
        except (CheckFailed, StudentError) as error:
            found.add(type(error).__name__)
    assert found >= {"StudentError", "passed"}
