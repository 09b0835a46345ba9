"""Gradients: the student's vector-Jacobian products against the reference's, and torch's own gradcheck, run here.

`torch.autograd.gradcheck` runs in the trusted process, over a Function whose `forward` asks the worker for the
student's output and whose `backward` asks it for the student's vector-Jacobian product. Alone it is not enough: it
passes a wrong forward with a matching backward and uses one-hot cotangents only. So every forward it asks for is held
against the reference, and so are products with dense random cotangents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from grader.errors import StudentError
from grader.message import say
from grader.outcomes.outcome import CheckFailed, Graphs, Outcome
from grader.text import numbers
from grader.worker.start_up import compare_shapes_plainly

from .claims import claim
from .compare import TOLERANCES, Tolerance, difference, right, worst
from .differentiable import Differentiable, ForwardPass
from .evidence import entries, graphs
from .functions import Function
from .jacobians import jacobians
from .readings import reading
from .remote_objects import NO_GRAPH
from .rounding import is_rounded, named_if_rounded, nudged

SLOW_GRADCHECK_INPUTS = 4
"""Up to this many input elements gradcheck goes through them one by one, above it in fast mode."""


def gradcheck(
    function: Function,
    inputs: Sequence[np.ndarray],
    reference: Function,
    *,
    wrt: Sequence[int] = (0,),
    cotangents: Sequence[np.ndarray] = (),
    contiguous: bool = True,
    precise: bool = False,
    between: Sequence[np.ndarray] | None = None,
    derivative: bool = True,
) -> None:
    """Claims that `function` and its gradient are the reference's at `inputs`. Raises CheckFailed.

    inputs: float64 (or float32) arrays; the function is differentiated with respect to those at the positions `wrt`.
    cotangents: arrays of the output's shape, dense, not ones. contiguous=False: the inputs in `wrt` arrive strided.
    precise: float64 data has to be right to float64's precision, as gradcheck itself needs it; otherwise an answer
    computed in float32 passes by comparison with the reference alone. between: the inputs of another call, made
    between the forward and its backward as in any graph that has the function twice.
    derivative=False: only the reference says what is right, because the backward is another than the derivative on
    purpose (straight-through), or because torch's gradcheck has been asked at inputs like these.
    """
    double = inputs[wrt[0]].dtype == np.float64
    sides = _Sides(
        Differentiable(function, tuple(wrt), contiguous),
        Differentiable(reference, tuple(wrt), True),
        inputs,
        TOLERANCES["float64" if precise and double else "float32"],
    )
    actual, expected = sides.student.at(inputs), sides.reference.at(inputs)
    if between is not None:
        sides.student.at(between)
    claim(_wrong_value(sides, actual[0], expected[0]))
    rounded = is_rounded(actual[0], expected[0])
    for cotangent in cotangents:
        products = _products(sides, actual, expected, cotangent)
        claim(_wrong_product(sides, cotangent, products))
        rounded = rounded or any(is_rounded(a, e) for a, e in products)
    if derivative and double and not rounded:
        _torch_gradcheck(sides)


@dataclass(frozen=True)
class _Sides:
    """The student's function and the reference's at the same inputs."""

    student: Differentiable
    reference: Differentiable
    inputs: Sequence[np.ndarray]
    tolerance: Tolerance

    @property
    def points(self) -> list[np.ndarray]:
        """The inputs that are differentiated by."""
        return [self.inputs[i] for i in self.student.wrt]

    @property
    def both(self) -> tuple[Differentiable, Differentiable]:
        return self.student, self.reference


def _other_value(sides: _Sides, output: np.ndarray, expected: np.ndarray) -> Outcome | None:
    what = say("the result of {function}", function=sides.student.function.name.removesuffix(".apply"))
    return difference(output, expected, what, tolerance=sides.tolerance)


def _wrong_value(sides: _Sides, output: np.ndarray, expected: np.ndarray) -> Outcome | None:
    found = _other_value(sides, output, expected)
    again = (partial(_output, sides.inputs, k) for k in range(len(sides.inputs)))
    return found and named_if_rounded(found, output, expected, sides.both, *again)


def _products(
    sides: _Sides, actual: ForwardPass, expected: ForwardPass, cotangent: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray]]:
    """The student's vector-Jacobian product and the reference's, for each input that is differentiated by.

    actual, expected: what `Differentiable.at` gave. Raises StudentError where there is no gradient.
    """
    try:
        mine = sides.student.vjp(*actual[1:], cotangent)
    except StudentError as error:
        if error.details.get("fingerprint") is NO_GRAPH:
            error.details["graphs"] = graphs(None, sides.reference.result(sides.inputs))
        raise
    return list(zip(mine, sides.reference.vjp(*expected[1:], cotangent), strict=True))


def _wrong_product(
    sides: _Sides, cotangent: np.ndarray, products: list[tuple[np.ndarray, np.ndarray]]
) -> Outcome | None:
    for which, (position, (a, e)) in enumerate(zip(sides.student.wrt, products, strict=True)):
        if not right(a, e, sides.tolerance).all():
            given = [*sides.inputs, cotangent]
            again = (partial(_gradient, given, which, k) for k in range(len(given)))
            return named_if_rounded(_wrong_gradient(sides, position, a, e), a, e, sides.both, *again)
    return None


def _torch_gradcheck(sides: _Sides) -> None:
    """torch.autograd.gradcheck over the worker; every forward it asks for is compared with the reference's."""
    import torch
    from torch.autograd.gradcheck import GradcheckError  # the module's name is taken by its function

    compare_shapes_plainly()
    student, points = sides.student, sides.points

    class Remote(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, *tensors: torch.Tensor) -> torch.Tensor:
            arrays = list(sides.inputs)
            for i, tensor in zip(student.wrt, tensors, strict=True):
                arrays[i] = tensor.detach().numpy()
            output, ctx.result, ctx.leaves = student.at(arrays)
            expected, _, _ = sides.reference.at(arrays)
            claim(_other_value(sides, output, expected))
            # gradcheck itself fails where shape or dtype change from one call to the next
            return torch.from_numpy(np.array(output, dtype=arrays[student.wrt[0]].dtype).reshape(np.shape(expected)))

        @staticmethod
        def backward(ctx: Any, *cotangents: torch.Tensor) -> Any:
            grads = student.vjp(ctx.result, ctx.leaves, cotangents[0].numpy())
            return tuple(torch.from_numpy(np.array(grad)) for grad in grads)

    tensors = [torch.from_numpy(point.copy()).requires_grad_() for point in points]
    fast = sum(point.size for point in points) > SLOW_GRADCHECK_INPUTS
    try:
        torch.autograd.gradcheck(Remote.apply, tensors, fast_mode=fast, nondet_tol=1e-9)
    except GradcheckError as error:
        first = str(error).strip().splitlines()[0]
        one = np.ones_like(sides.reference.at(sides.inputs)[0])
        actual, wanted = (side.gradient(sides.inputs, one)[0] for side in sides.both)
        found = _wrong_gradient(sides, student.wrt[0], actual, wanted)
        hidden = dict.fromkeys(("expected", "actual", "where", "reading"))
        message = say("gradcheck: {words}", words=first)
        raise CheckFailed(found.replaced(message=message, fingerprint=first, **hidden)) from None


def _output(inputs: Sequence[np.ndarray], moved: int, side: Differentiable, nudge: float) -> np.ndarray:
    """The output with one of the inputs moved a little."""
    return side.at(nudged(inputs, moved, nudge))[0]


def _gradient(given: Sequence[np.ndarray], which: int, moved: int, side: Differentiable, nudge: float) -> np.ndarray:
    """The gradient with one of the inputs or the cotangent moved a little. given: the inputs, then the cotangent;
    which: the gradient's place in `wrt`."""
    *inputs, cotangent = nudged(given, moved, nudge)
    return side.gradient(inputs, cotangent)[which]


def _wrong_gradient(sides: _Sides, position: int, actual: np.ndarray, expected: np.ndarray) -> Outcome:
    index = worst(actual, expected, sides.tolerance)
    at = f"[{', '.join(map(str, index))}]" if index else ""
    a, e = numbers(actual[index], expected[index])
    name = say("{of}{at}", of=sides.student.name(position), at=at)
    what = say("the gradient with respect to {name}", name=name)
    return Outcome.failed(
        "wrong_gradient",
        say("{what} is {actual}, expected {expected}", what=what, actual=a, expected=e),
        expected=e,
        actual=a,
        where=at or None,
        reading=reading(actual, expected),
        entries=entries(actual, expected, ~right(actual, expected, sides.tolerance), index),
        jacobians=jacobians(sides.student, sides.reference, sides.inputs, position),
        graphs=_graphs(sides),
        fingerprint=actual,
    )


def _graphs(sides: _Sides) -> Graphs | None:
    try:
        return graphs(sides.student.result(sides.inputs), sides.reference.result(sides.inputs))
    except StudentError:
        return None
