"""The proxies that a check calls: `student` and `solution` look alike, the one reaches into the sandbox, the other not.

Every function is called now by position, now by name, as its contract promises that it may be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.message import say
from grader.sessions.session import Session
from grader.worker.messages import wire

from . import answers
from .answers import Reader
from .data import Given
from .remote_objects import KeptModel, KeptObject, KeptResult, KeptTensor
from .signature import require


class Proxy:
    """Somebody's answer to an exercise: `proxy.name(...)` calls the function `name` of theirs.

    readers: name -> how its result is read. parameters: name -> the parameter names the exercise fixes, None for a
    class. on_device: the names whose tensors are on `device`, the others' being on the CPU; None: all.
    """

    def __init__(
        self,
        session: Session,
        readers: Mapping[str, Reader],
        parameters: Mapping[str, list[str] | None],
        library: str,
        device: str = "cpu",
        on_device: tuple[str, ...] | None = None,
    ) -> None:
        self._session, self._readers, self._parameters = session, readers, parameters
        self._library, self._device, self._on_device = library, device, on_device
        self.autograd = True
        self._numbers = 0
        self._calls: dict[str, int] = {}
        self._functions: dict[str, Function] = {}

    def __getattr__(self, name: str) -> Function:
        if name not in self._functions:
            if name not in self._readers:
                raise AttributeError(f"the exercise does not say what {name!r} returns")
            require(self._session.loaded(), name, self._parameters.get(name))
            self._functions[name] = Function(self, name, self._readers[name], self._parameters.get(name))
        return self._functions[name]

    def fresh(self, autograd: bool = True) -> Proxy:
        """The same answer in a session that has seen nothing of this one; `autograd=False`: in a torch without it,
        on the CPU."""
        session, device = self._session.fresh(autograd), self._device if autograd else "cpu"
        proxy = Proxy(session, self._readers, self._parameters, self._library, device, self._on_device)
        proxy.autograd = autograd
        return proxy

    def leaf(self, array: np.ndarray, requires_grad: bool = True, contiguous: bool = True) -> KeptTensor:
        """A tensor made where the answer is, to be passed to it and looked at afterwards."""
        return KeptTensor(self, self.next_number(), array, requires_grad, contiguous)

    def model(self, given: Given) -> KeptModel:
        """The given model, built where the answer is."""
        return KeptModel(self, self.next_number(), given)

    def ask(self, request: wire.Request) -> wire.Value:
        return self._session.ask(request)

    def device_of(self, name: str) -> str:
        return self._device if self._on_device is None or name in self._on_device else "cpu"

    def next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def calls_by_name(self, name: str) -> bool:
        """Whether the next call of a function passes its arguments by name: every second one does."""
        self._calls[name] = self._calls.get(name, 0) + 1
        return self._calls[name] % 2 == 0

    def to_wire(self, value: Any, device: str | None = None) -> wire.Value:
        device = device or self._device
        match value:
            case None | bool() | str():
                return value
            case int() | float() if type(value) in (int, float):
                return value
            case np.ndarray():
                return wire.Tensor(
                    value.dtype.name,
                    value.shape,
                    value.tobytes(),
                    library=self._library,  # type: ignore[arg-type]
                    device=device if self._library == "torch" else "cpu",
                )
            case np.generic():
                return value.item()
            case KeptTensor() | KeptObject():
                return value.to_wire(device)
            case wire.Kept():
                return value
            case Given():
                return value.on_wire(0, device)
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

    def __call__(self, *args: Any) -> Any:
        """Calls it and reads what it returns. Raises StudentError for anything but a readable answer."""
        wants_kept = self.reader is answers.kept
        request = self._request(args, self.proxy.next_number() if wants_kept else 0, only_keep=wants_kept)
        value = self.proxy.ask(request)
        if wants_kept:
            kept = answers.kept(value, self._what())
            if kept.kind == "NoneType":
                raise answers.wrong_type(self._what(), say("an object"), None)
            return KeptObject(self.proxy, kept.number, kept.kind)
        return self.reader(value, self._what())

    def keeping(self, *args: Any) -> tuple[Any, KeptResult]:
        """The same, keeping the result: what was read, and the kept original."""
        number, what = self.proxy.next_number(), self._what()
        read = self.reader(self.proxy.ask(self._request(args, number)), what)
        return read, KeptResult(self.proxy, number, "Tensor", what, self.device)

    def _what(self) -> str:
        return say("the result of {function}", function=self.name.removesuffix(".apply"))

    def _request(self, args: tuple[Any, ...], keep: int, only_keep: bool = False) -> wire.Call:
        values = [self.proxy.to_wire(arg, self.device) for arg in args]
        named: dict[str, wire.Value] = {}
        if self.parameters is not None and self.proxy.calls_by_name(self.name):
            values, named = [], dict(zip(self.parameters, values, strict=True))
        keep_items = {i: self.proxy.next_number() for i in answers.kept_items(self.reader)}
        return wire.Call(self.name, values, named, keep=keep, only_keep=only_keep, keep_items=keep_items)
