"""Objects of the student's own classes, used as in ordinary Python.

What is done with an object is put off until something is read: then all of it goes as one message, in the order in
which it was written. So a graph of thousands of nodes costs one round trip, and an error of the student's code is
raised where the check reads.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from grader.errors import StudentError
from grader.message import Message, say
from grader.worker.messages import wire

from .answers import Reader, wrong_type
from .plain_answers import MOST_ITEMS, Iterated

LOOKED_TWICE = 0.1
"""How often an attribute is read twice, and the second answer counts: reading must not change an object."""


@dataclass(frozen=True)
class Gives:
    """A method, with the reader of what it returns."""

    reader: Reader


@dataclass(frozen=True)
class Members:
    """What objects of a class have; as the reader of a class or a function, says that its result is such an object.

    known: attribute -> its reader; method -> Gives. takes: the parameters of the class, which are passed in any way.
    """

    known: Mapping[str, Any]
    takes: tuple[str, ...] = ()

    def __call__(self, value: wire.Value, what: str) -> Any:
        raise TypeError("an instance stays where it is: name it as the result itself, not inside of another one")


def instance(*, takes: Sequence[str] = (), **known: Any) -> Members:
    """For `returns`: an object of a class of the student's. takes: the names of the constructor's parameters, which are
    then passed by position or by name. known: the reader of each attribute, and `gives(reader)` for each method whose
    result is read. All other names are methods whose result is an object of the same kind."""
    return Members(known, tuple(takes))


def gives(reader: Reader) -> Gives:
    """A method whose result is read at once; an object of another kind with `gives(instance(…))`."""
    return Gives(reader)


class InstanceOwner(Protocol):
    """The proxy that an object belongs to: a `proxies.Proxy`."""

    @property
    def program(self) -> QueuedSteps: ...

    def to_wire(self, value: Any, device: str | None = None) -> wire.Value: ...

    def next_number(self, count: int = 1) -> int: ...

    def chance(self, of: float) -> bool: ...


class QueuedSteps:
    """The steps that are not sent yet."""

    def __init__(self, send: Callable[[wire.Request], wire.Value]) -> None:
        self._send, self._steps = send, list[wire.Step]()

    def add(self, step: wire.Step) -> None:
        self._steps.append(step)
        if len(self._steps) == wire.MAX_STEPS:
            self.settle()

    def told(self, steps: Sequence[wire.Step]) -> list[wire.Value]:
        """Does all that was put off, then these, and gives what they tell: one value each. Raises StudentError."""
        found: list[wire.Value] = []
        for start in range(0, len(steps), wire.MAX_STEPS):
            these = steps[start : start + wire.MAX_STEPS]
            if len(self._steps) + len(these) > wire.MAX_STEPS:
                self.settle()
            self._steps += these
            found += self.settle()
        if len(found) != len(steps):
            raise StudentError("died", say("the process that ran your code sent a message that makes no sense here"))
        return found

    def settle(self) -> list[wire.Value]:
        steps, self._steps = self._steps, []
        value = self._send(wire.Program(steps)) if steps else None
        return value.items if isinstance(value, wire.Items) else []

    def forget(self) -> None:
        """What a check has put off and never came to does not happen."""
        self._steps = []


class Instance:
    """An object of the student's that stays where it is. Operators and methods give others, attributes are read."""

    __slots__ = ("_kind", "_members", "_number", "_owner")
    __array_ufunc__ = None  # an array on the left leaves the operator to us

    def __init__(self, owner: InstanceOwner, number: int, members: Members, kind: str) -> None:
        for name, value in zip(self.__slots__, (kind, members, number, owner), strict=True):
            object.__setattr__(self, name, value)

    def on_wire(self) -> wire.Kept:
        return wire.Kept(self._number, "object")

    def _then(self, do: Any, name: str, *args: Any, members: Members | None = None, **kwargs: Any) -> Instance:
        owner, number = self._owner, self._owner.next_number()
        sent, named = [owner.to_wire(arg) for arg in args], {n: owner.to_wire(arg) for n, arg in kwargs.items()}
        owner.program.add(wire.Step(do, name, sent, named, keep=number))
        return Instance(owner, number, members or self._members, self._kind)

    def _told(self, do: Any, name: str = "", *args: Any, **kwargs: Any) -> wire.Value:
        owner = self._owner
        sent, named = [owner.to_wire(arg) for arg in args], {n: owner.to_wire(arg) for n, arg in kwargs.items()}
        return owner.program.told([wire.Step(do, name, [self.on_wire(), *sent], named, tell=True)])[0]

    def read(self, reader: Reader) -> Any:
        """The object itself, if it is one that can be read: `student.sin(0.5).read(number)`."""
        return self._read(reader, "value", "", self._kind)

    def _read(self, reader: Reader, do: Any, name: str, what: str, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(reader, Iterated):
            if do == "get" and self._owner.chance(LOOKED_TWICE):
                self._told(do, name)
            return reader(self._told(do, name, *args, **kwargs), what)
        many = self if do == "value" else self._then(do, name, self, *args, **kwargs)
        step = wire.Step("list", "", [many.on_wire()], tell=True, most=reader.most)
        return reader(self._owner.program.told([step])[0], what)

    def __getattr__(self, name: str) -> Any:
        member = self._members.known.get(name)
        if isinstance(member, Members):
            return self._then("get", name, self, members=member)
        if isinstance(member, Gives):
            return lambda *args, **kwargs: self._given(name, member.reader, args, kwargs)
        if member is not None:
            return self._read(member, "get", name, _attribute(name, self._kind))
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._then("method", name, self, *args, **kwargs)

    def _given(self, name: str, reader: Any, args: Any, kwargs: Any) -> Any:
        if isinstance(reader, Members):
            return self._then("method", name, self, *args, members=reader, **kwargs)
        call = name == "__call__"
        what = say("what {kind} returns", kind=self._kind) if call else say("the result of {function}", function=name)
        return self._read(reader, "method", name, what, *args, **kwargs)

    def __setattr__(self, name: str, value: Any) -> None:
        self._owner.program.add(wire.Step("set", name, [self.on_wire(), self._owner.to_wire(value)]))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._given(
            "__call__", getattr(self._members.known.get("__call__"), "reader", self._members), args, kwargs
        )

    def __iter__(self) -> Iterator[Instance]:
        """Raises StudentError for more than MOST_ITEMS of them."""
        owner, first = self._owner, self._owner.next_number(MOST_ITEMS)
        step = wire.Step("items", "", [self.on_wire()], keep=first, tell=True, most=MOST_ITEMS)
        (count,) = owner.program.told([step])
        if type(count) is not int or not 0 <= count <= MOST_ITEMS:
            message = say("{what} has more than {most} items", what=self._kind, most=f"{MOST_ITEMS:,}")
            raise StudentError("wrong_shape", message, fingerprint=str(message))
        return iter([Instance(owner, first + i, self._members, self._kind) for i in range(count)])

    def __float__(self) -> float:
        value = self._told("value")
        if type(value) not in (int, float):
            raise wrong_type(self._kind, say("a number"), value)
        return float(value)  # type: ignore[arg-type]


@functools.lru_cache(maxsize=2000)  # there can be thousands of nodes
def _attribute(name: str, kind: str) -> str:
    return say("the attribute {name} of {kind}", name=name, kind=kind)


def _operator(name: str, turned: bool = False) -> Callable[..., Instance]:
    def apply(self: Instance, *others: Any) -> Instance:
        args = (*others, self) if turned else (self, *others)
        return self._then("operator", name, *args)

    return apply


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"):
    setattr(Instance, f"__{_name}__", _operator(_name))
    setattr(Instance, f"__r{_name}__", _operator(_name, turned=True))
for _name in ("neg", "pos", "abs", "getitem"):
    setattr(Instance, f"__{_name}__", _operator(_name))


@functools.lru_cache(maxsize=2000)
def object_of(name: str) -> Message:
    """What to call an object of the student's class `name`."""
    return say("a {name}", name=name)


def every(objects: Sequence[Instance], name: str) -> list[Any]:
    """The attribute `name` of each, read in one message: for graphs of thousands of nodes."""
    if not objects:
        return []
    first = objects[0]
    reader = first._members.known[name]
    steps = [wire.Step("get", name, [each.on_wire()], tell=True) for each in objects]
    if first._owner.chance(LOOKED_TWICE):
        first._owner.program.told(steps)
    told = first._owner.program.told(steps)
    return [reader(value, _attribute(name, each._kind)) for each, value in zip(objects, told, strict=True)]


ARITHMETIC: dict[str, Callable[[Any, Any, float], Any]] = {
    "a + b": lambda a, b, k: a + b,
    "a - b": lambda a, b, k: a - b,
    "a * b": lambda a, b, k: a * b,
    "a / b": lambda a, b, k: a / b,
    "-a": lambda a, b, k: -a,
    "a + k": lambda a, b, k: a + k,
    "k + a": lambda a, b, k: k + a,
    "a - k": lambda a, b, k: a - k,
    "k - a": lambda a, b, k: k - a,
    "a * k": lambda a, b, k: a * k,
    "k * a": lambda a, b, k: k * a,
    "a / k": lambda a, b, k: a / k,
    "k / a": lambda a, b, k: k / a,
    "a ** 2": lambda a, b, k: a**2,
    "a ** -1": lambda a, b, k: a**-1,
    "a ** 2.5": lambda a, b, k: (a * a) ** 2.5,
}
"""What a class of numbers has to do: a and b are its objects, k is a number. For tables of cases."""
