"""Fresh random inputs for a check. Seeds are derived by hash: nothing a worker sees leads back to `--seed`."""

from __future__ import annotations

import contextlib
import copy
import functools
import hashlib
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
import numpy as np

from grader.errors import CourseError
from grader.worker.convert import tensor_to_wire
from grader.worker.messages import wire
from grader.worker.serve import Server

T = TypeVar("T")
Made = dict[tuple[object, ...], tuple[Any, Any]]
"""What was made by which seed, function, arguments and state of the generator -> the thing, and the state after it."""


def derived(*parts: object) -> int:
    """A 63-bit number from the parts by sha256."""
    text = "\0".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


@dataclass(frozen=True)
class Bfloat16:
    """A tensor of bfloat16, which NumPy does not have. array: its numbers, as float32; what does not fit is cut off."""

    array: np.ndarray

    def __post_init__(self) -> None:
        bits = self.array.astype(np.float32).view(np.uint32) & np.uint32(0xFFFF0000)
        object.__setattr__(self, "array", bits.view(np.float32))

    def to_wire(self, device: str) -> wire.Tensor:
        halves = np.asarray(self.array.view(np.uint32) >> 16, "u2").tobytes()
        return wire.Tensor("bfloat16", self.array.shape, halves, device=device)


class Data:
    """Random arrays, the same for the same seed. Everything is float64 unless a dtype is named.

    made: where `once` keeps what it made, for the next student's check with the same seed.
    """

    def __init__(self, *seed: object, given: dict[str, bytes] | None = None, made: Made | None = None) -> None:
        self._seed, self._given, self._made = seed, given or {}, {} if made is None else made
        self.random = np.random.Generator(np.random.PCG64(derived("data", *seed)))

    def child(self, *name: object) -> Data:
        """Other data under the same seed: what is drawn from the one changes nothing of the other."""
        return Data(*self._seed, *name, given=self._given, made=self._made)

    def once(self, make: Callable[..., T], *args: Any) -> T:
        """make(self, *args), made once a class. Not to be changed by who gets it."""
        key = self._seed, make.__qualname__, args, self._state()
        if key not in self._made:
            self._made[key] = make(self, *args), self.random.bit_generator.state
        found, self.random.bit_generator.state = self._made[key]
        return found

    def until(self, make: Callable[[], T], accept: Callable[..., bool], most: int = 1000, or_last: bool = False) -> T:
        """The first of `make()`, `make()`, … that is accepted: inputs clear of a kink, say. A tuple is passed to
        `accept` as several arguments. Raises LookupError after `most`, which says that the course asks too much;
        or_last: returns the last one instead."""
        for turn in range(most):
            made = make()
            if (accept(*made) if isinstance(made, tuple) else accept(made)) or (or_last and turn == most - 1):
                return made
        raise LookupError(f"none of {most} draws is accepted by {getattr(accept, '__name__', 'the condition')}")

    def _state(self) -> tuple[int, ...]:
        state: Any = self.random.bit_generator.state
        return state["state"]["state"], state["has_uint32"], state["uinteger"]

    def normal(self, *shape: int, scale: float = 1.0, dtype: str = "float64") -> np.ndarray:
        return np.asarray(scale * self.random.standard_normal(shape)).astype(dtype)

    def uniform(self, low: float, high: float, *shape: int, dtype: str = "float64") -> np.ndarray:
        return np.asarray(self.random.uniform(low, high, shape)).astype(dtype)

    def number(self, low: float, high: float) -> float:
        return float(self.random.uniform(low, high))

    def magnitude(self, low: float, high: float) -> float:
        """A positive number, log-uniform: its order of magnitude is what is drawn."""
        return float(np.exp(self.random.uniform(np.log(low), np.log(high))))

    def size(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included, log-uniform."""
        return min(int(self.magnitude(low, high + 1)), high)

    def shape(self, dimensions: int, entries: int) -> tuple[int, ...]:
        """Sizes of a tensor with so many dimensions, and as many entries or a few more."""
        parts = self.random.dirichlet(np.ones(dimensions))
        return tuple(max(1, int(np.ceil(entries**part - 1e-9))) for part in parts)

    def sign(self) -> float:
        """1 or -1."""
        return float(self.random.choice([-1.0, 1.0]))

    def off_zero(self) -> float:
        """Between 0.3 and 3, of either sign."""
        return self.number(0.3, 3.0) * self.sign()

    def quarter(self) -> float:
        """A multiple of 1/4 away from 0, of either sign: products and differences of a few are exact in float32 too."""
        return self.sign() * float(self.integers(3, 12)) / 4

    def integers(self, low: int, high: int, *shape: int) -> np.ndarray:
        """int64, `high` excluded."""
        return self.random.integers(low, high, shape)

    def near_a_line(
        self,
        samples: int,
        sign: int = 1,
        dtype: str = "float64",
        *,
        slope: tuple[float, float] = (1.0, 3.0),
        zeros: int = 0,
        every_third: bool = False,
        scale: float = 1.0,
        height: float | None = None,
    ) -> tuple[np.ndarray, np.ndarray]:
        """x clear of 0 on both sides, and y near a line through the origin that rises (sign 1) or falls (-1).

        slope: between these. zeros: how many x after the first one are 0. every_third: that many x are negative, and
        not a random half. scale: the size of x, and of y without `height`. Shapes: (samples,) both."""
        thirds = np.where(np.arange(samples) % 3 == 2, -1.0, 1.0)
        x = self.uniform(0.5, 2.0, samples)
        x *= thirds if every_third else self.random.choice([-1.0, 1.0], samples)
        x[1 : 1 + zeros] = 0.0
        y = sign * self.number(*slope) * x + self.normal(samples, scale=0.3)
        return (scale * x).astype(dtype), ((scale if height is None else height) * y).astype(dtype)

    def given(self, name: str, builder: str, **kwargs: Any) -> Given:
        """A thing that the course hands to students: `builder(**kwargs)` from exercises/given/<name>.py, with random
        parameters that are the same wherever it is built."""
        return self.once(_given, name, builder, tuple(kwargs.items()))


def _given(data: Data, name: str, builder: str, kwargs: tuple[tuple[str, Any], ...]) -> Given:
    if name not in data._given:
        raise LookupError(f"exercises/given/{name}.py is missing")
    return Given(name, data._given[name], builder, dict(kwargs), int(data.random.integers(2**62)))


@functools.cache
def _compiled(file: str, source: bytes) -> types.CodeType:
    """Raises CourseError for what is not Python."""
    try:
        return compile(source, file, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise CourseError("{path}, line {line}: {problem}", path=file, line=error.lineno, problem=error.msg) from None


@contextlib.contextmanager
def _torch_seeded(seed: int) -> Iterator[None]:
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


class Given:
    """Something to be built alike on both sides of the wall: a function, or a module, whose random state is made here
    and travels with it. Raises CourseError for a source that is not Python.

    frozen: the names of the parameters that do not require gradients.
    """

    def __init__(self, name: str, source: bytes, builder: str, kwargs: dict[str, Any], seed: int) -> None:
        self.source, self.builder, self.kwargs = source, builder, kwargs
        self._file = f"exercises/given/{name}.py"
        with _torch_seeded(seed) if b"torch" in source else contextlib.nullcontext():  # importing it takes a second
            self.module = self.here()
        torch = sys.modules.get("torch")
        state = self.module.state_dict() if torch and isinstance(self.module, torch.nn.Module) else {}
        self.state: dict[str, Any] = {name: tensor_to_wire(value) for name, value in state.items()}
        self.frozen: list[str] = []
        self.bound: dict[str, Any] = {}
        self._freezings: dict[tuple[str, ...], Given] = {}

    def freezing(self, *trainable: str) -> Given:
        """The same, with every parameter frozen but these; the same one each time, as `Data.once` goes by identity."""
        if trainable not in self._freezings:
            other = self._freezings[trainable] = copy.copy(self)
            other.frozen = [name for name, _ in self.module.named_parameters() if name not in trainable]
        return self._freezings[trainable]

    def bind(self, **names: Any) -> Given:
        """The same, whose source finds these names at its top: functions of the check, which are called where the check
        is, and of the answer (`sin=student.sin`)."""
        other = copy.copy(self)
        other.bound = names
        return other

    def here(self, **names: Any) -> Any:
        """What is built, for a check to call, or to lend by `on_objects`: its source finds these names at its top."""
        namespace: dict[str, Any] = {"__name__": "given"} | names
        exec(_compiled(self._file, self.source), namespace)
        return namespace[self.builder](**self.kwargs)

    def copy(self, dtype: str = "") -> Any:
        """The module once more, in its first state, for a check to run or change: built as a worker builds it, which
        takes half the time of copy.deepcopy. Nothing is frozen. dtype: of its parameters, "float64" say, where that is
        not the given one."""
        made = Server().argument(msgspec.structs.replace(self.on_wire(0, "cpu"), frozen=[]))
        return made.to(getattr(sys.modules["torch"], dtype)) if dtype else made

    def on_wire(self, keep: int, device: str, bound: dict[str, wire.Value] | None = None) -> wire.Given:
        return wire.Given(self.source, self.builder, self.kwargs, self.state, self.frozen, device, keep, bound or {})
