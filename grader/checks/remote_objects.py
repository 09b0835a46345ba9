"""What stays where the answer is and goes by a number: tensors lent to it, objects it returned, models given to it."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from grader.errors import StudentError
from grader.message import Message, say
from grader.worker.messages import wire

from . import answers
from .answers import Reader
from .data import Given
from .instances import Instance

NO_GRAPH = "no grad_fn"
"""The fingerprint of a result that does not track gradients."""


class Owner(Protocol):
    """The proxy that owns an object: a `proxies.Proxy` (a protocol, to avoid a circular import)."""

    @property
    def watches(self) -> bool: ...

    def ask(self, request: wire.Request) -> wire.Value: ...

    def watching(
        self, request: wire.Call | wire.VectorJacobian, function: str, sent: Mapping[str, Any]
    ) -> wire.Value: ...

    def to_wire(self, value: Any, device: str | None = None) -> wire.Value: ...

    def next_number(self, count: int = 1) -> int: ...


class KeptTensor:
    """A tensor that lives where the answer is. Not there before it is first passed to a function."""

    def __init__(self, owner: Owner, number: int, array: np.ndarray, requires_grad: bool, contiguous: bool) -> None:
        self.owner, self.number, self.array = owner, number, array
        self.requires_grad, self._contiguous, self.sent = requires_grad, contiguous, False

    def to_wire(self, device: str) -> wire.Value:
        if self.sent:
            return wire.Kept(self.number, "Tensor")
        self.sent = True
        return wire.Tensor(
            self.array.dtype.name,
            self.array.shape,
            self.array.tobytes(),
            device=device,
            requires_grad=self.requires_grad,
            contiguous=self._contiguous,
            keep=self.number,
        )

    def now(self) -> wire.Tensor:
        """Its value and flags as they are by now."""
        return answers.typed_tensor(self.owner.ask(wire.Inspect(self.number, "value")), say("the tensor"))

    def value(self) -> np.ndarray:
        """Its numbers as they are by now."""
        return answers.tensor(self.now(), say("the tensor"))

    def grad(self) -> np.ndarray | None:
        """Its `.grad`, None where it has none."""
        value = self.owner.ask(wire.Inspect(self.number, "grad"))
        return None if value is None else answers.tensor(value, say("the tensor's .grad"))


@functools.lru_cache(maxsize=2000)  # a model is read many times, and each time has a hundred of them
def _parameter(name: str) -> Message:
    return say("the parameter {name}", name=name)


class KeptObject:
    """Something the answer returned that stays where it is."""

    def __init__(self, owner: Owner, number: int, kind: str) -> None:
        self.owner, self.number, self.kind = owner, number, kind

    def to_wire(self, device: str) -> wire.Value:
        return wire.Kept(self.number, self.kind)

    def parameters(self) -> dict[str, wire.Tensor]:
        """A module's parameters by name, with their flags. Raises StudentError if it is not an nn.Module."""
        value = self.owner.ask(wire.Inspect(self.number, "parameters"))
        if not isinstance(value, wire.Dict):
            raise answers.wrong_type(say("the model"), say("an nn.Module"), value)
        return {name: answers.typed_tensor(item, _parameter(name)) for name, item in value.items.items()}

    def optimizer(self, model: KeptObject | KeptModel) -> dict[str, Any]:
        """An optimizer's class, hyperparameters, and which of the model's parameters it holds ("parameters"), as it
        says itself. Raises StudentError if it is not an optimizer."""
        value = self.owner.ask(wire.Inspect(self.number, "optimizer", model.number))
        if not isinstance(value, wire.Dict):
            raise answers.wrong_type(say("the optimizer"), say("a torch.optim.Optimizer"), value)
        held = value.items.get("parameters")
        plain = {name: item for name, item in value.items.items() if isinstance(item, str | int | float | bool)}
        names = [item for item in held.items if isinstance(item, str)] if isinstance(held, wire.Items) else []
        return {**plain, "parameters": names}

    def set_grads(self, grads: Mapping[str, np.ndarray]) -> None:
        values = {name: self.owner.to_wire(grad) for name, grad in grads.items()}
        self.owner.ask(wire.SetGrads(self.number, {n: v for n, v in values.items() if isinstance(v, wire.Tensor)}))

    def descend(self, x: np.ndarray, cotangent: np.ndarray, rate: float) -> None:
        """A step of the parameters by -rate times the gradient of cotangent · model(x), and times what they held."""
        sent = [self.owner.to_wire(array) for array in (x, cotangent)]
        assert isinstance(sent[0], wire.Tensor) and isinstance(sent[1], wire.Tensor)
        self.owner.ask(wire.Descend(self.number, sent[0], sent[1], rate))

    def call(self, method: str) -> None:
        """Calls a method without arguments; what it returns is not looked at."""
        self.owner.ask(wire.Call(method, on=self.number))

    def returns(self, reader: Reader, method: str, *args: Any) -> Any:
        """Calls a method and reads what it returns."""
        value = self.owner.ask(wire.Call(method, [self.owner.to_wire(arg) for arg in args], on=self.number))
        of = say("the model") if method == "__call__" else method
        return reader(value, say("the result of {function}", function=of))


class KeptResult(KeptObject):
    """A tensor that a function returned, or a tuple of some, as it is where the answer is. device: where cotangents of
    it belong."""

    def __init__(self, owner: Owner, number: int, kind: str, called: str, device: str) -> None:
        super().__init__(owner, number, kind)
        self._called, self._device = called, device
        self.is_known_untracked = False

    def item(self, index: int) -> KeptResult:
        """One of several results."""
        number = self.owner.next_number()
        self.owner.ask(wire.Call("__getitem__", [index], on=self.number, keep=number))
        return KeptResult(self.owner, number, "Tensor", self._called, self._device)

    def plus(self, leaf: KeptTensor) -> KeptResult:
        """result + leaf: what reaches the one in a backward pass reaches the other too."""
        number = self.owner.next_number()
        other = wire.Kept(leaf.number, "Tensor")
        self.owner.ask(wire.Call("__add__", [other], on=self.number, keep=number, only_keep=True))
        return KeptResult(self.owner, number, "Tensor", self._called, self._device)

    def backward(self, cotangent: np.ndarray | None = None) -> None:
        """cotangent: of the result's shape; None: of a single number, 1."""
        sent = [] if cotangent is None else [self.owner.to_wire(cotangent, self._device)]
        self.owner.ask(wire.Call("backward", sent, on=self.number, only_keep=True))

    def vjp(self, leaves: Sequence[KeptTensor], cotangent: np.ndarray) -> list[wire.Value]:
        """cotangent · d result / d leaf for each leaf, not read yet; None for a leaf that it does not depend on.

        cotangent: of the result's shape. Raises StudentError where the result does not track gradients.
        """
        return self._products(leaves, cotangent)[0]

    def products(
        self, leaves: Sequence[KeptTensor], cotangent: KeptTensor
    ) -> tuple[list[wire.Value], list[KeptResult]]:
        """`vjp` recorded by autograd: each product is kept where the answer is and can be differentiated again, by the
        leaves and by the cotangent."""
        return self._products(leaves, cotangent, [self.owner.next_number() for _ in leaves])

    def _products(
        self, leaves: Sequence[KeptTensor], cotangent: np.ndarray | KeptTensor, keep: Sequence[int] = ()
    ) -> tuple[list[wire.Value], list[KeptResult]]:
        sent = self.owner.to_wire(cotangent, self._device)
        assert isinstance(sent, wire.Tensor | wire.Kept)
        numbers = [leaf.number for leaf in leaves]
        request = wire.VectorJacobian(self.number, numbers, sent, self.owner.watches and not keep, list(keep))
        try:
            value = self.owner.watching(request, "backward", {"grad_output": cotangent})
        except StudentError as error:
            if error.kind != "no_grad_fn":
                raise
            self.is_known_untracked = True
            message = say(
                "{called} does not track gradients: it has no grad_fn (detached, or computed under no_grad?)",
                called=self._called,
            )
            raise StudentError("wrong_gradient", message, kind=error.kind, fingerprint=NO_GRAPH) from None
        if not isinstance(value, wire.Items) or len(value.items) != len(leaves):
            raise StudentError("wrong_gradient", say("the gradient of {called} cannot be read", called=self._called))
        called = say("the gradient of {called}", called=self._called)
        return value.items, [KeptResult(self.owner, number, "Tensor", called, self._device) for number in keep]

    def handed_back(self, cotangent: np.ndarray) -> list[wire.Value]:
        """What the backward of the Function that made this result returns for each of its inputs, as it is: autograd
        drops what it has no use for."""
        function = self.owner.next_number()
        self.owner.ask(wire.Call("__getattribute__", ["grad_fn"], on=self.number, keep=function, only_keep=True))
        sent = self.owner.to_wire(cotangent, self._device)
        value = self.owner.ask(wire.Call("apply", [sent], on=function))
        return value.items if isinstance(value, wire.Items) else [value]

    def graph_size(self) -> int:
        """How many nodes autograd has recorded behind it, leaves included (100,000 at most), in the answer's own words:
        for a check that has seen that the gradient is right."""
        value = self.owner.ask(wire.Inspect(self.number, "nodes"))
        return value if type(value) is int else 0

    def saved(self) -> int:
        """How many tensors are held for its backward pass, in the answer's own words: for a check that has seen that
        the gradient is right."""
        value = self.owner.ask(wire.Inspect(self.number, "saved"))
        return value if type(value) is int else 0

    def gradients(self, leaves: Sequence[KeptTensor], cotangent: np.ndarray) -> list[np.ndarray | None]:
        """`vjp`, read as arrays."""
        what = say("the gradient")
        return [None if grad is None else answers.tensor(grad, what) for grad in self.vjp(leaves, cotangent)]


def held(model: KeptObject | Instance) -> KeptObject:
    """The same object, for what is asked of any that stays where it is."""
    return KeptObject(model._owner, model._number, "Module") if isinstance(model, Instance) else model


class KeptModel(KeptObject):
    """A model that the course hands out. Not there before it is first passed to a function."""

    def __init__(self, owner: Owner, number: int, given: Given) -> None:
        super().__init__(owner, number, "Module")
        self._given, self.sent = given, False

    @property
    def frozen(self) -> list[str]:
        """The names of the parameters that came without requiring gradients."""
        return self._given.frozen

    def to_wire(self, device: str) -> wire.Value:
        if self.sent:
            return wire.Kept(self.number, "Module")
        self.sent = True
        return self._given.on_wire(self.number, device)
