"""The proxies that a check calls: `student` and `solution` look alike, the one reaches into the sandbox, the other not.

How the student's functions are called is drawn, as their contract promises that they may be called so: by position, by
name or mixed, with vectors that are strided, the same call twice.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np

from grader.message import say
from grader.sessions.session import Session
from grader.worker.messages import wire

from . import answers
from .answers import Reader
from .data import Bfloat16, Given
from .instances import Instance, Members, QueuedSteps, object_of
from .lending import Lending, OnObjects
from .plain_answers import Iterated
from .remote_objects import KeptModel, KeptObject, KeptResult, KeptTensor
from .signature import require
from .watch import LARGEST, Watch

LENT = types.FunctionType | types.MethodType
GAPS, AGAIN, LONG = 0.5, 0.1, 30
"""How often a vector arrives strided, and how often a call comes twice; but for one of more steps than this."""


class Proxy:
    """Somebody's answer to an exercise: `proxy.name(...)` calls the function `name` of theirs.

    readers: name -> how its result is read. parameters: name -> the parameter names the exercise fixes, None for a
    class. on_device: the names whose tensors are on `device`, the others' being on the CPU; None: all. calls: how the
    functions are called is drawn from it; None: by position, everything contiguous. watch: looks at what calls leave
    behind.
    """

    def __init__(
        self,
        session: Session,
        readers: Mapping[str, Reader],
        parameters: Mapping[str, list[str] | None],
        library: str,
        device: str = "cpu",
        on_device: tuple[str, ...] | None = None,
        calls: np.random.Generator | None = None,
        watch: Watch | None = None,
    ) -> None:
        self._session, self._readers, self._parameters = session, readers, parameters
        self._library, self._device, self._on_device = library, device, on_device
        self.calls, self.watch = calls, watch or Watch()
        self.autograd = True
        self.is_seeded = False
        self._numbers = 0
        self.program, self._lending = QueuedSteps(self._asked), Lending(self)
        self._functions: dict[str, Function] = {}

    def __getattr__(self, name: str) -> Function:
        if name not in self._functions:
            if name not in self._readers:
                raise AttributeError(f"the exercise does not say what {name!r} returns")
            require(self._session.loaded(), name, self._parameters.get(name))
            self._functions[name] = Function(self, name, self._readers[name], self._parameters.get(name))
        return self._functions[name]

    def fresh(self, autograd: bool = True, memory: int = 0) -> Proxy:
        """The same answer in a session that has seen nothing of this one; `autograd=False`: in a torch without it,
        on the CPU. memory: bytes that its process may take over those with which it starts, where that is less than
        the exercise allows; the kernel refuses more, and the call ends with `out_of_memory`. Threads and libraries need
        some too: 256 MiB is a sensible least. The reference's process has no such limit."""
        device = self._device if autograd else "cpu"
        session = self._session.fresh(autograd, memory) if memory else self._session.fresh(autograd)
        asked = self._readers, self._parameters, self._library, device, self._on_device, self.calls, self.watch
        proxy = Proxy(session, *asked)
        proxy.autograd = autograd
        return proxy

    def leaf(self, array: np.ndarray, requires_grad: bool = True, contiguous: bool = True) -> KeptTensor:
        """A tensor made where the answer is, to be passed to it and looked at afterwards."""
        return KeptTensor(self, self.next_number(), array, requires_grad, contiguous)

    def model(self, given: Given) -> KeptModel:
        """The given model, built where the answer is."""
        return KeptModel(self, self.next_number(), given)

    def ask(self, request: wire.Request) -> wire.Value:
        self.program.settle()
        return self._asked(request)

    def _asked(self, request: wire.Request) -> wire.Value:
        if self._lending.busy and isinstance(request, wire.Program):
            return self._session.ask(request)
        if self._lending.busy:
            raise RuntimeError("a function that a check lends may work with objects only")
        self._lending.calls = 0
        return self._session.ask(request, self._lending) if self._lending else self._session.ask(request)

    def beside(self, given: Given, reader: Reader | Members) -> Callable[..., Any]:
        """The course's own function or module, where the answer is, to be called there: it works with the answer's
        functions (`given.bind(f=student.f)`), tensors and objects as code of torch's does, such as a transform of
        torch.func, a hook, or an optimizer. reader: as in `returns`. What it finds is what the student's process says:
        compare numbers with those of `solution.beside`, which goes the same way."""
        what = say("the result of {function}", function=given.builder)

        def call(*args: Any, **kwargs: Any) -> Any:
            values = [self.to_wire(arg) for arg in (given, *args)]
            named, number = {name: self.to_wire(arg) for name, arg in kwargs.items()}, self.next_number()
            self.program.add(wire.Step("method", "__call__", values, named, keep=number))
            members = reader if isinstance(reader, Members) else Members({})
            made = Instance(self, number, members, what)
            return made if isinstance(reader, Members) else made.read(reader)

        return call

    def seed(self, number: int) -> None:
        """Sets the state of the random generators where the answer is. From then on no call comes twice."""
        self.is_seeded = True
        self.ask(wire.Seed(number))

    def random_state(self) -> bytes:
        """That of torch's generator there, in the answer's own words: compare what is drawn as well."""
        value = self.ask(wire.Inspect(0, "random"))
        return value.data if isinstance(value, wire.Tensor) else b""

    def device_of(self, name: str) -> str:
        return self._device if self._on_device is None or name in self._on_device else "cpu"

    def next_number(self, count: int = 1) -> int:
        """The first of so many."""
        self._numbers += count
        return self._numbers - count + 1

    def watching(
        self,
        request: wire.Call | wire.VectorJacobian,
        function: str,
        sent: Mapping[str, Any],
        known: Collection[int] = (),
    ) -> wire.Value:
        """`ask`, and a look at what has become of the arguments. sent: those, by name. known: ids of those that may be
        different from what they were when they were made."""
        value = self.ask(request)
        if request.watch:
            self.watch.look(function, sent, self._session.left, known)
        return value

    @property
    def watches(self) -> bool:
        return self.calls is not None

    def chance(self, of: float) -> bool:
        """Drawn for every call; never without `calls`."""
        return self.calls is not None and self.calls.random() < of

    def to_wire(self, value: Any, device: str | None = None) -> wire.Value:
        device = device or self._device
        match value:
            case None | bool() | str():
                return value
            case int() | float() if type(value) in (int, float):
                return value
            case np.ndarray() if self._library != "python":
                return wire.Tensor(
                    value.dtype.name,
                    value.shape,
                    value.tobytes(),
                    library=self._library,  # type: ignore[arg-type]
                    device=device if self._library == "torch" else "cpu",
                    contiguous=value.ndim != 1 or not self.chance(GAPS),
                )
            case np.generic():
                return value.item()
            case KeptTensor() | KeptObject() | Bfloat16():
                return value.to_wire(device)
            case wire.Kept():
                return value
            case Instance():
                return value.on_wire()
            case Given():
                bound = {name: self.to_wire(item, device) for name, item in value.bound.items()}
                return value.on_wire(0, device, bound)
            case Function():
                return wire.Own(value.name)
            case _ if isinstance(value, LENT | OnObjects):
                return self._lending.lend(value)
            case list() | tuple():
                return wire.Items("list" if type(value) is list else "tuple", [self.to_wire(v, device) for v in value])
            case dict():
                return wire.Dict({k: self.to_wire(v, device) for k, v in value.items()})
        raise TypeError(f"a check cannot send a {type(value).__name__}")


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
        found = self._called(args)
        if self._stays(args) or not self.proxy.chance(AGAIN):
            return found
        return self._called(args)

    def _stays(self, args: tuple[Any, ...]) -> bool:
        """Whether a call with these arguments does not come twice: it changes something, it draws what the check wants
        it to, its calls of a function that the check lends are counted, or it takes long."""
        kept = any(isinstance(arg, KeptObject | wire.Kept) for arg in args) or self.reader is answers.kept
        kept = kept or any(isinstance(arg, LENT | OnObjects) or (isinstance(arg, Given) and arg.bound) for arg in args)
        long = any(type(arg) is int and arg > LONG for arg in args)
        return kept or long or self.proxy.is_seeded or bool(self.proxy.watch.in_place.get(self.name))

    def _called(self, args: tuple[Any, ...]) -> Any:
        wants_kept = self.reader is answers.kept
        value = self._ask(args, self.proxy.next_number() if wants_kept else 0, only_keep=wants_kept)
        if wants_kept:
            kept = answers.kept(value, self._what())
            if kept.kind == "NoneType":
                raise answers.wrong_type(self._what(), say("an object"), None)
            return KeptObject(self.proxy, kept.number, kept.kind)
        return self.reader(value, self._what())

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
        kind = self._what() if self.parameters else object_of(self.name)
        return Instance(proxy, number, members, kind)

    def keeping(self, *args: Any) -> tuple[Any, KeptResult]:
        """The same, keeping the result: what was read, and the kept original."""
        number, what = self.proxy.next_number(), self._what()
        read = self.reader(self._ask(args, number), what)
        return read, KeptResult(self.proxy, number, "Tensor", what, self.device)

    def failing(self, *args: Any) -> None:
        """A call that may well raise, as its arguments do not fit: what counts is how the next one goes."""
        values = [self.proxy.to_wire(arg, self.device) for arg in args]
        self.proxy.ask(wire.Call(self.name, values, only_keep=True, may_fail=True))

    def _what(self) -> str:
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
