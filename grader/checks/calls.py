"""The proxies that a check calls: `student` and `solution` look alike, the one reaches into the sandbox, the other not.

Every function is called now by position, now by name, as its contract promises that it may be.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.errors import StudentError
from grader.sandbox.session import Session
from grader.text import one_line
from grader.worker import wire

from . import answers
from .answers import Reader
from .data import Given


class Subject:
    """Somebody's answer to an exercise: `subject.name(...)` calls the function `name` of theirs.

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

    def __getattr__(self, name: str) -> Function:
        if name not in self._readers:
            raise AttributeError(f"the exercise does not say what {name!r} returns")
        self._require(name)
        return Function(self, name, self._readers[name], self._parameters.get(name))

    def fresh(self, autograd: bool = True) -> Subject:
        """The same answer in a session that has seen nothing of this one; `autograd=False`: in a torch without it,
        on the CPU."""
        session, device = self._session.fresh(autograd), self._device if autograd else "cpu"
        subject = Subject(session, self._readers, self._parameters, self._library, device, self._on_device)
        subject.autograd = autograd
        return subject

    def leaf(self, array: np.ndarray, requires_grad: bool = True, contiguous: bool = True) -> KeptTensor:
        """A tensor made where the answer is, to be passed to it and looked at afterwards."""
        return KeptTensor(self, self._number(), array, requires_grad, contiguous)

    def model(self, given: Given) -> KeptModel:
        """The given model, built where the answer is."""
        return KeptModel(self, self._number(), given)

    def ask(self, request: wire.Request) -> wire.Value:
        return self._session.ask(request)

    def device_of(self, name: str) -> str:
        return self._device if self._on_device is None or name in self._on_device else "cpu"

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _turn(self, name: str) -> int:
        self._calls[name] = self._calls.get(name, 0) + 1
        return self._calls[name]

    def _require(self, name: str) -> None:
        """Raises StudentError unless the file defines `name` with the parameters that the exercise fixes."""
        loaded = self._session.loaded()
        expected = self._parameters.get(name)
        wanted = f"{name}({', '.join(expected)})" if expected is not None else f"class {name}"
        if name not in loaded.kinds:
            near = difflib.get_close_matches(name, loaded.kinds, 1, 0.6)
            near = near or [other for other in loaded.kinds if other.lower() == name.lower()]
            hint = f" (you define {one_line(near[0], 40)!r}: is it a slip?)" if near else ""
            raise StudentError(
                "missing_name", f"{name} is not defined, expected {wanted}{hint}", expected=wanted, evidence=name
            )
        kind = loaded.kinds[name]
        if kind != ("class" if expected is None else "function"):
            actual = f"a {one_line(kind, 40)}"
            if expected is None or kind != "class":
                raise StudentError(
                    "wrong_type", f"{name} is {actual}, expected {wanted}", expected=wanted, actual=actual
                )
        signature = loaded.signatures.get(name)
        if expected is not None and signature is not None and not _takes(signature, expected):
            actual = f"{name}({', '.join(_in_words(p) for p in signature[:20])})"
            raise StudentError(
                "wrong_signature",
                f"the signature is {actual}, expected {wanted}",
                expected=wanted,
                actual=actual,
                evidence=actual,
            )

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
                return wire.Entries({k: self.to_wire(v, device) for k, v in value.items()})
        raise TypeError(f"a check cannot send a {type(value).__name__}")


class Function:
    """One function of a subject; of a class, its `apply`."""

    def __init__(self, subject: Subject, name: str, reader: Reader, parameters: list[str] | None) -> None:
        self.subject, self.name, self.reader, self.parameters = subject, name, reader, parameters

    @property
    def apply(self) -> Function:
        return Function(self.subject, f"{self.name}.apply", self.reader, None)

    @property
    def device(self) -> str:
        return self.subject.device_of(self.name.removesuffix(".apply"))

    def __call__(self, *args: Any) -> Any:
        """Calls it and reads what it returns. Raises StudentError for anything but a readable answer."""
        wants_kept = self.reader is answers.kept
        request = self._request(args, self.subject._number() if wants_kept else 0, only_keep=wants_kept)
        value = self.subject.ask(request)
        if wants_kept:
            kept = answers.kept(value, self._what())
            if kept.kind == "NoneType":
                raise answers._wrong_type(self._what(), "an object", None)
            return KeptObject(self.subject, kept.number, kept.kind)
        return self.reader(value, self._what())

    def keeping(self, *args: Any) -> tuple[Any, int]:
        """The same, keeping the result: what was read, and the number of the kept original."""
        number = self.subject._number()
        return self.reader(self.subject.ask(self._request(args, number)), self._what()), number

    def _what(self) -> str:
        return f"the result of {self.name.removesuffix('.apply')}"

    def _request(self, args: tuple[Any, ...], keep: int, only_keep: bool = False) -> wire.Call:
        values = [self.subject.to_wire(arg, self.device) for arg in args]
        named: dict[str, wire.Value] = {}
        if self.parameters is not None and self.subject._turn(self.name) % 2 == 0:
            values, named = [], dict(zip(self.parameters, values, strict=True))
        keep_items = {i: self.subject._number() for i in answers.kept_items(self.reader)}
        return wire.Call(self.name, values, named, keep=keep, only_keep=only_keep, keep_items=keep_items)


class KeptTensor:
    """A tensor that lives where the answer is. Not there before it is first passed to a function."""

    def __init__(self, subject: Subject, number: int, array: np.ndarray, requires_grad: bool, contiguous: bool) -> None:
        self._subject, self.number, self.array = subject, number, array
        self._requires_grad, self._contiguous, self._sent = requires_grad, contiguous, False

    def to_wire(self, device: str) -> wire.Value:
        if self._sent:
            return wire.Kept(self.number, "Tensor")
        self._sent = True
        return wire.Tensor(
            self.array.dtype.name,
            self.array.shape,
            self.array.tobytes(),
            device=device,
            requires_grad=self._requires_grad,
            contiguous=self._contiguous,
            keep=self.number,
        )

    def now(self) -> wire.Tensor:
        """Its value and flags as they are by now."""
        return answers.typed_tensor(self._subject.ask(wire.Inspect(self.number, "value")), "the tensor")

    def grad(self) -> np.ndarray | None:
        """Its `.grad`, None where it has none."""
        value = self._subject.ask(wire.Inspect(self.number, "grad"))
        return None if value is None else answers.tensor(value, "the tensor's .grad")


class KeptObject:
    """Something the answer returned that stays where it is."""

    def __init__(self, subject: Subject, number: int, kind: str) -> None:
        self._subject, self.number, self.kind = subject, number, kind

    def to_wire(self, device: str) -> wire.Value:
        return wire.Kept(self.number, self.kind)

    def parameters(self) -> dict[str, wire.Tensor]:
        """A module's parameters by name, with their flags. Raises StudentError if it is no nn.Module."""
        value = self._subject.ask(wire.Inspect(self.number, "parameters"))
        if not isinstance(value, wire.Entries):
            raise answers._wrong_type("the model", "an nn.Module", value)
        return {name: answers.typed_tensor(item, f"the parameter {name}") for name, item in value.items.items()}

    def optimizer(self, model: KeptObject | KeptModel) -> dict[str, Any]:
        """An optimizer's class, hyperparameters, and which of the model's parameters it holds ("parameters"), as it
        says itself. Raises StudentError if it is no optimizer."""
        value = self._subject.ask(wire.Inspect(self.number, "optimizer", model.number))
        if not isinstance(value, wire.Entries):
            raise answers._wrong_type("the optimizer", "a torch.optim.Optimizer", value)
        held = value.items.get("parameters")
        plain = {name: item for name, item in value.items.items() if isinstance(item, str | int | float | bool)}
        names = [item for item in held.items if isinstance(item, str)] if isinstance(held, wire.Items) else []
        return {**plain, "parameters": names}

    def set_grads(self, grads: Mapping[str, np.ndarray]) -> None:
        values = {name: self._subject.to_wire(grad) for name, grad in grads.items()}
        self._subject.ask(wire.SetGrads(self.number, {n: v for n, v in values.items() if isinstance(v, wire.Tensor)}))

    def descend(self, x: np.ndarray, cotangent: np.ndarray, rate: float) -> None:
        """A step of the parameters by -rate times the gradient of cotangent · model(x), and times what they held."""
        sent = [self._subject.to_wire(array) for array in (x, cotangent)]
        assert isinstance(sent[0], wire.Tensor) and isinstance(sent[1], wire.Tensor)
        self._subject.ask(wire.Descend(self.number, sent[0], sent[1], rate))

    def call(self, method: str) -> None:
        """Calls a method without arguments; what it returns is not looked at."""
        self._subject.ask(wire.Call(method, on=self.number))

    def returns(self, reader: Reader, method: str, *args: Any) -> Any:
        """Calls a method and reads what it returns."""
        value = self._subject.ask(wire.Call(method, [self._subject.to_wire(arg) for arg in args], on=self.number))
        return reader(value, "the result of the model" if method == "__call__" else f"the result of {method}")


class KeptModel(KeptObject):
    """A model that the course hands out. Not there before it is first passed to a function."""

    def __init__(self, subject: Subject, number: int, given: Given) -> None:
        super().__init__(subject, number, "Module")
        self._given, self._sent = given, False

    def to_wire(self, device: str) -> wire.Value:
        if self._sent:
            return wire.Kept(self.number, "Module")
        self._sent = True
        return self._given.on_wire(self.number, device)


def _takes(signature: list[wire.Parameter], expected: list[str]) -> bool:
    """Whether a function can be called with the expected parameters both by position and by name."""
    rest = any(p.kind == "rest" for p in signature)
    rest_named = any(p.kind == "rest_named" for p in signature)
    ordered = [p for p in signature if p.kind in ("positional", "either")]
    for i, name in enumerate(expected):
        by_position = rest if i >= len(ordered) else ordered[i].name == name or rest_named
        by_name = rest_named or any(p.name == name and p.kind in ("either", "keyword") for p in signature)
        if not (by_position and by_name):
            return False
    return not any(p.required and p.name not in expected for p in signature if p.kind != "rest")


def _in_words(parameter: wire.Parameter) -> str:
    star = {"rest": "*", "rest_named": "**"}.get(parameter.kind, "")
    return f"{star}{one_line(parameter.name, 40)}{'' if parameter.required or star else '=…'}"
