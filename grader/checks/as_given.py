"""Calls as a notebook's test writes them: arguments by position and by name as they stand, tensors and arrays as they
are. A result is recorded by autograd here too: `backward()` asks the answer for its vector-Jacobian product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grader.worker.convert import is_tensor
from grader.worker.messages import wire

from .remote_objects import KeptResult, KeptTensor

if TYPE_CHECKING:
    from .functions import Function


def call(function: Function, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """What the function's reader makes of the result. Raises StudentError."""
    proxy = function.proxy
    tensors = [each for each in (*args, *kwargs.values()) if is_tensor(each) and each.requires_grad]
    leaves = {id(each): proxy.leaf(each.detach().numpy()) for each in tensors}
    number = proxy.next_number() if leaves else 0

    def sent(value: Any) -> wire.Value:
        return proxy.to_wire(leaves.get(id(value), value), function.device)

    named = {name: sent(value) for name, value in kwargs.items()}
    value = proxy.ask(wire.Call(function.name, [sent(each) for each in args], named, keep=number))
    result = function.reader(value, function.called)
    if not leaves or not is_tensor(result) or not result.requires_grad:
        return result
    kept = KeptResult(proxy, number, "Tensor", function.called, function.device)
    own = {id(each): each for each in tensors}
    return _recorded(result.detach(), kept, list(leaves.values()), list(own.values()))


def _recorded(result: Any, kept: KeptResult, leaves: list[KeptTensor], tensors: list[Any]) -> Any:
    import torch

    class AskedGradient(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, *inputs: Any) -> Any:
            return result

        @staticmethod
        @torch.autograd.function.once_differentiable
        def backward(ctx: Any, cotangent: Any) -> Any:
            grads = kept.gradients(leaves, cotangent.detach())
            return tuple(None if grad is None else torch.from_numpy(grad) for grad in grads)

    return AskedGradient.apply(*tensors)  # type: ignore[no-untyped-call]
