"""What stays where the answer is and goes by a number: tensors lent to it, objects it returned, models given to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np

from grader.worker.messages import wire

from . import answers
from .answers import Reader
from .data import Given


class Asked(Protocol):
    """Whose it is: a `calls.Subject`."""

    def ask(self, request: wire.Request) -> wire.Value: ...

    def to_wire(self, value: Any) -> wire.Value: ...


class KeptTensor:
    """A tensor that lives where the answer is. Not there before it is first passed to a function."""

    def __init__(self, subject: Asked, number: int, array: np.ndarray, requires_grad: bool, contiguous: bool) -> None:
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

    def __init__(self, subject: Asked, number: int, kind: str) -> None:
        self._subject, self.number, self.kind = subject, number, kind

    def to_wire(self, device: str) -> wire.Value:
        return wire.Kept(self.number, self.kind)

    def parameters(self) -> dict[str, wire.Tensor]:
        """A module's parameters by name, with their flags. Raises StudentError if it is no nn.Module."""
        value = self._subject.ask(wire.Inspect(self.number, "parameters"))
        if not isinstance(value, wire.Entries):
            raise answers.wrong_type("the model", "an nn.Module", value)
        return {name: answers.typed_tensor(item, f"the parameter {name}") for name, item in value.items.items()}

    def optimizer(self, model: KeptObject | KeptModel) -> dict[str, Any]:
        """An optimizer's class, hyperparameters, and which of the model's parameters it holds ("parameters"), as it
        says itself. Raises StudentError if it is no optimizer."""
        value = self._subject.ask(wire.Inspect(self.number, "optimizer", model.number))
        if not isinstance(value, wire.Entries):
            raise answers.wrong_type("the optimizer", "a torch.optim.Optimizer", value)
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

    def __init__(self, subject: Asked, number: int, given: Given) -> None:
        super().__init__(subject, number, "Module")
        self._given, self._sent = given, False

    def to_wire(self, device: str) -> wire.Value:
        if self._sent:
            return wire.Kept(self.number, "Module")
        self._sent = True
        return self._given.on_wire(self.number, device)
