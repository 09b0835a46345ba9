"""A function of an answer's behind a proxy, and how it is called.

How the student's functions are called is drawn, as their contract promises that they may be called so: by position, by
name or mixed, the same call twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from grader.message import say
from grader.worker.messages import wire

from . import answers, as_given
from .answers import Reader
from .data import Bfloat16, Given
from .instances import Instance, Members, object_of
from .lending import LENT
from .plain_answers import Iterated
from .remote_objects import KeptObject, KeptResult, KeptTensor
from .watch import LARGEST

if TYPE_CHECKING:
    from .proxies import Proxy

AGAIN, LONG = 0.1, 30
"""How often a call comes twice; but for one of more steps than this."""


class Function:
    """One function behind a proxy; of a class, its `apply`."""

    def __init__(self, proxy: Proxy, name: str, reader: Reader, parameters: list[str] | None) -> None:
        self.proxy, self.name, self.reader, self.parameters = proxy, name, reader, parameters

    @property
    def apply(self) -> Function:
        return Function(self.proxy, f"{self.name}.apply", self.reader, None)

    @property
    def device(self) -> str:
        return self.proxy.device_of(self.name.removesuffix(".apply"))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Calls it and reads what it returns; sometimes the same call comes twice, and the second answer counts. Where
        it returns an instance, it is called when something is read.

        Raises StudentError for anything but a readable answer."""
        if isinstance(self.reader, Members):
            return self._instance(self.reader, args, kwargs)
        if isinstance(self.reader, Iterated):
            return self._instance(Members({}), args, kwargs).read(self.reader)
        if self.proxy.sends_as_given:
            return as_given.call(self, args, kwargs)
        found = self._called(args)
        if self._stays(args) or not self.proxy.chance(AGAIN):
            return found
        return self._called(args)

    def _stays(self, args: tuple[Any, ...]) -> bool:
        """Whether a call with these arguments does not come twice: it changes something, it draws what the check wants
        it to, its calls of a function that the check lends are counted, or it takes long."""
        kept = any(isinstance(arg, KeptObject | wire.Kept) for arg in args) or self.reader is answers.kept
        kept = kept or any(isinstance(arg, LENT) or (isinstance(arg, Given) and arg.bound) for arg in args)
        long = any(type(arg) is int and arg > LONG for arg in args)
        return kept or long or self.proxy.is_seeded or bool(self.proxy.watch.in_place.get(self.name))

    def _called(self, args: tuple[Any, ...]) -> Any:
        wants_kept = self.reader is answers.kept
        value = self._ask(args, self.proxy.next_number() if wants_kept else 0, only_keep=wants_kept)
        if wants_kept:
            kept = answers.kept(value, self.called)
            if kept.kind == "NoneType":
                raise answers.wrong_type(self.called, say("an object"), None)
            return KeptObject(self.proxy, kept.number, kept.kind)
        return self.reader(value, self.called)

    def _instance(self, members: Members, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Instance:
        names = self.parameters or members.takes
        by_name = self._order(list(names[: len(args)])) if len(names) >= len(args) else []
        named = dict(zip(names, args, strict=False))
        first = [arg for i, arg in enumerate(args) if i >= len(names) or names[i] not in by_name]
        kwargs = {**{name: named[name] for name in by_name}, **kwargs}
        proxy, number = self.proxy, self.proxy.next_number()
        values = [proxy.to_wire(arg, self.device) for arg in first]
        by_names = {name: proxy.to_wire(arg, self.device) for name, arg in kwargs.items()}
        proxy.program.add(wire.Step("call", self.name, values, by_names, keep=number))
        kind = self.called if self.parameters else object_of(self.name)
        return Instance(proxy, number, members, kind)

    def keeping(self, *args: Any) -> tuple[Any, KeptResult]:
        """The same, keeping the result: what was read, and the kept original."""
        number, what = self.proxy.next_number(), self.called
        read = self.reader(self._ask(args, number), what)
        return read, KeptResult(self.proxy, number, "Tensor", what, self.device)

    def failing(self, *args: Any) -> None:
        """A call that may well raise, as its arguments do not fit: what counts is how the next one goes."""
        values = [self.proxy.to_wire(arg, self.device) for arg in args]
        self.proxy.ask(wire.Call(self.name, values, only_keep=True, may_fail=True))

    @property
    def called(self) -> str:
        """What to call its result."""
        return say("the result of {function}", function=self.name.removesuffix(".apply"))

    def _ask(self, args: tuple[Any, ...], keep: int, only_keep: bool = False) -> wire.Value:
        known = {id(arg) for arg in args if isinstance(arg, KeptTensor) and arg.sent}  # it may have changed since
        watch = self.proxy.watches and sum(map(_bytes, args)) <= LARGEST
        names = self._names(len(args))
        by_name = self._order(names) if names == self.parameters else []
        values = {n: self.proxy.to_wire(arg, self.device) for n, arg in zip(names, args, strict=True)}
        sent = dict(zip(names, args, strict=True))
        request = wire.Call(
            self.name,
            [value for name, value in values.items() if name not in by_name],
            {name: values[name] for name in by_name},
            keep=keep,
            only_keep=only_keep,
            keep_items={i: self.proxy.next_number() for i in answers.kept_items(self.reader)},
            watch=watch,
        )
        order = [name for name in names if name not in by_name] + by_name
        return self.proxy.watching(request, self.name, {name: sent[name] for name in order}, known)

    def _names(self, count: int) -> list[str]:
        """What so many arguments are called: those of `*xs` are xs[0], xs[1]…"""
        if not self.parameters:
            return [f"argument {i}" for i in range(1, count + 1)]
        *first, last = self.parameters
        if not last.startswith("*"):
            return self.parameters
        return [*first, *(f"{last[1:]}[{i}]" for i in range(count - len(first)))]

    def _order(self, names: list[str]) -> list[str]:
        """The arguments that go by name, in the order in which they do: none, all, or those after the first few."""
        calls = self.proxy.calls
        if not names or calls is None:
            return []
        first = (0, len(names), int(calls.integers(0, len(names) + 1)))[int(calls.integers(3))]
        return [str(name) for name in calls.permutation(names[first:])]


def _bytes(value: Any) -> int:
    """Of an argument that is read back; a model is not, but for its mode."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return sum(map(_bytes, value))
    array = value.array if isinstance(value, KeptTensor | Bfloat16) else value
    return array.nbytes if isinstance(array, np.ndarray) else 16
