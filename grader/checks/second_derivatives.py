"""Double backward: the gradients of a student's vector-Jacobian products, against the reference's and by gradcheck.

It goes as in `gradients`: each product is computed where the answer is, recorded, and differentiated again there; what
comes back is compared here, and torch's gradcheck runs here, over a Function whose forward is that product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import StudentError
from grader.message import say
from grader.outcomes.outcome import CheckFailed, Outcome
from grader.worker.start_up import compare_shapes_plainly

from . import answers
from .claims import claim, fingerprint
from .compare import TOLERANCES, difference
from .differentiable import Differentiable
from .functions import Function
from .gradients import SLOW_GRADCHECK_INPUTS
from .remote_objects import KeptResult, KeptTensor

TOLERANCE = TOLERANCES["float32"]


@dataclass(frozen=True)
class _Product:
    """A vector-Jacobian product, its values (None where the result does not depend on an input) and how it is kept."""

    values: list[np.ndarray | None]
    kept: list[KeptResult]
    leaves: list[KeptTensor]
    """The inputs that are differentiated by, and last the cotangent."""


@dataclass(frozen=True)
class _Side:
    """A function whose products can be differentiated."""

    once: Differentiable

    def product(self, arrays: Sequence[np.ndarray], cotangent: np.ndarray) -> _Product:
        _, output, leaves = self.once.at(arrays)
        lent = self.once.function.proxy.leaf(cotangent)
        grads, kept = output.products(leaves, lent)
        values = [None if grad is None else answers.tensor(grad, self._what(i)) for i, grad in enumerate(grads)]
        return _Product(values, kept, [*leaves, lent])

    def _what(self, i: int) -> str:
        return say("the gradient with respect to {name}", name=self.once.name(self.once.wrt[i]))

    def vjp(self, product: _Product, weights: Sequence[np.ndarray]) -> list[np.ndarray]:
        """The gradient of the sum of all weights · product, with respect to each leaf."""
        total = [np.zeros(leaf.array.shape) for leaf in product.leaves]
        for value, kept, weight in zip(product.values, product.kept, weights, strict=True):
            if value is None:
                continue
            for i, grad in enumerate(kept.gradients(product.leaves, weight)):
                if grad is not None and grad.shape != total[i].shape:
                    shapes: dict[str, Any] = {"actual": str(grad.shape), "expected": str(total[i].shape)}
                    message = say("{what} has the shape {actual}, expected {expected}", what=self.name(i), **shapes)
                    raise StudentError("wrong_shape", message, fingerprint=grad, **shapes)
                # NumPy makes a number, not an array, of a sum without dimensions
                total[i] = np.asarray(total[i] + (0.0 if grad is None else grad))
        return total

    def name(self, i: int) -> str:
        of = self.once.name(self.once.wrt[i]) if i < len(self.once.wrt) else "grad_output"
        return say("the gradient of the gradient with respect to {name}", name=of)


def gradgradcheck(
    function: Function,
    inputs: Sequence[np.ndarray],
    reference: Function,
    cotangent: np.ndarray,
    weights: Sequence[np.ndarray],
    *,
    wrt: Sequence[int] = (0,),
) -> None:
    """Claims that the gradient of `function` can be differentiated, and that what comes of it is the reference's.
    Raises CheckFailed, or StudentError where it cannot.

    inputs: float64 arrays; cotangent: of the output's shape, dense. weights: an array for each input in `wrt`, of its
    shape: what the gradient is multiplied with before it is differentiated. Claim the first derivative before.
    """
    student, teacher = (_Side(Differentiable(f, tuple(wrt), True)) for f in (function, reference))
    actual, expected = student.product(inputs, cotangent), teacher.product(inputs, cotangent)
    for i, (a, e) in enumerate(zip(actual.values, expected.values, strict=True)):
        claim(_differs(a, e, inputs[wrt[i]], student._what(i)))
    mine, right = student.vjp(actual, weights), teacher.vjp(expected, weights)
    with fingerprint(mine):  # one gradient that is lost is like any other
        for i, (a, e) in enumerate(zip(mine, right, strict=True)):
            claim(difference(a, e, student.name(i), cause="wrong_gradient", tolerance=TOLERANCE))
    _torch_gradcheck(student, teacher, inputs, cotangent)


def _differs(actual: np.ndarray | None, expected: np.ndarray | None, at: np.ndarray, what: str) -> Outcome | None:
    a, e = (np.zeros(at.shape) if array is None else array for array in (actual, expected))
    return difference(a, e, what, cause="wrong_gradient", tolerance=TOLERANCE)


def _torch_gradcheck(student: _Side, teacher: _Side, inputs: Sequence[np.ndarray], cotangent: np.ndarray) -> None:
    """torch.autograd.gradcheck of the product as a function of the inputs and the cotangent."""
    import torch
    from torch.autograd.gradcheck import GradcheckError

    compare_shapes_plainly()
    wrt = student.once.wrt

    class RemoteGradient(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, *tensors: torch.Tensor) -> Any:
            arrays, points = list(inputs), [tensor.detach().numpy() for tensor in tensors]
            for i, point in zip(wrt, points[:-1], strict=True):
                arrays[i] = point
            ctx.product = student.product(arrays, points[-1])
            expected = teacher.product(arrays, points[-1])
            outputs = []
            for i, (a, e) in enumerate(zip(ctx.product.values, expected.values, strict=True)):
                claim(_differs(a, e, points[i], student._what(i)))
                outputs.append(torch.from_numpy(np.zeros_like(points[i]) if a is None else a.astype(np.float64)))
            return tuple(outputs)

        @staticmethod
        def backward(ctx: Any, *cotangents: torch.Tensor) -> Any:
            grads = student.vjp(ctx.product, [cotangent.numpy() for cotangent in cotangents])
            return tuple(torch.from_numpy(grad.astype(np.float64)) for grad in grads)

    points = [*(inputs[i] for i in wrt), cotangent]
    tensors = [torch.from_numpy(point.copy()).requires_grad_() for point in points]
    fast = sum(point.size for point in points) > SLOW_GRADCHECK_INPUTS
    try:
        torch.autograd.gradcheck(RemoteGradient.apply, tensors, fast_mode=fast, nondet_tol=1e-9)
    except GradcheckError as error:
        first = str(error).strip().splitlines()[0]
        message = say("gradgradcheck: {words}", words=first)
        raise CheckFailed(Outcome.failed("wrong_gradient", message, fingerprint=first)) from None
