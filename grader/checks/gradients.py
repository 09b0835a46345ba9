"""Gradients: the student's vector-Jacobian products against the reference's, and torch's own gradcheck, run here.

`torch.autograd.gradcheck` runs in the trusted process, over a Function whose `forward` asks the worker for the
student's output and whose `backward` asks it for the student's vector-Jacobian product. Alone it is no grade: it passes
a wrong forward with a matching backward and is right for one-hot cotangents only. So every forward it asks for is held
against the reference, and so are products with dense random cotangents.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec
import numpy as np

from grader.errors import StudentError
from grader.outcome import PASSED, Graphs, Outcome
from grader.readings import reading
from grader.text import numbers
from grader.worker.lean import compare_shapes_plainly

from .calls import Function
from .compare import TOLERANCES, Tolerance, close, right, worst
from .differentiable import Differentiable
from .evidence import entries, graphs
from .jacobians import jacobians
from .rounding import is_rounded, named_if_rounded, nudged

SLOW_GRADCHECK_INPUTS = 4
"""Up to this many input elements gradcheck goes through them one by one, above it in fast mode."""


class _Disagreement(Exception):
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


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
) -> Outcome:
    """Whether `function` and its gradient are the reference's at `inputs`.

    inputs: float64 (or float32) arrays; the function is differentiated with respect to those at the positions `wrt`.
    cotangents: arrays of the output's shape, dense, not ones. contiguous=False: the inputs in `wrt` arrive strided.
    precise: float64 data has to be right to float64's precision, as gradcheck itself needs it; otherwise an answer
    computed in float32 passes by comparison with the reference alone. between: the inputs of another call, made
    between the forward and its backward as in any graph that has the function twice.
    derivative=False: only the reference says what is right, because the backward is another than the derivative on
    purpose (straight-through), or because torch's gradcheck has been asked at inputs like these.
    """
    student = Differentiable(function, tuple(wrt), contiguous)
    teacher = Differentiable(reference, tuple(wrt), True)
    sides = student, teacher
    double = inputs[wrt[0]].dtype == np.float64
    tolerance = TOLERANCES["float64" if precise and double else "float32"]
    points = [inputs[i] for i in wrt]

    output, kept, leaves = student.at(inputs)
    expected, kept_expected, leaves_expected = teacher.at(inputs)
    if between is not None:
        student.at(between)
    if not (value := close(output, expected, f"the result of {_plain(function)}", tolerance=tolerance)):
        return named_if_rounded(
            value, output, expected, sides, *(partial(_output, inputs, k) for k in range(len(inputs)))
        )
    rounded = is_rounded(output, expected)
    for cotangent in cotangents:
        try:
            actual = student.pull_back(kept, leaves, cotangent, points)
        except StudentError as error:
            if isinstance(evidence := error.details.get("evidence"), str) and evidence == "no grad_fn":
                error.details["graphs"] = graphs(None, teacher.result(inputs))
            raise
        wanted = teacher.pull_back(kept_expected, leaves_expected, cotangent, points)
        for i, a, e in zip(wrt, actual, wanted, strict=True):
            if not right(a, e, tolerance).all():
                outcome = _wrong_gradient(student, teacher, inputs, i, a, e, tolerance)
                given = [*inputs, cotangent]
                again = (partial(_gradient, given, student.wrt.index(i), k) for k in range(len(given)))
                return named_if_rounded(outcome, a, e, sides, *again)
            rounded = rounded or is_rounded(a, e)
    if derivative and double and not rounded and not (outcome := _torch_gradcheck(student, teacher, inputs, tolerance)):
        return outcome
    return PASSED


def _torch_gradcheck(
    student: Differentiable, teacher: Differentiable, inputs: Sequence[np.ndarray], tolerance: Tolerance
) -> Outcome:
    """torch.autograd.gradcheck over the worker; every forward it asks for is compared with the reference's."""
    import torch
    from torch.autograd.gradcheck import GradcheckError  # the module's name is taken by its function

    compare_shapes_plainly()
    points = [inputs[i] for i in student.wrt]

    class Remote(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, *tensors: torch.Tensor) -> torch.Tensor:
            arrays = list(inputs)
            for i, tensor in zip(student.wrt, tensors, strict=True):
                arrays[i] = tensor.detach().numpy()
            output, ctx.kept, ctx.leaves = student.at(arrays)
            expected, _, _ = teacher.at(arrays)
            if not (value := close(output, expected, f"the result of {_plain(student.function)}", tolerance=tolerance)):
                raise _Disagreement(value)
            # gradcheck itself fails where shape or dtype change from one call to the next
            return torch.from_numpy(np.array(output, dtype=arrays[student.wrt[0]].dtype).reshape(np.shape(expected)))

        @staticmethod
        def backward(ctx: Any, *cotangents: torch.Tensor) -> Any:
            grads = student.pull_back(ctx.kept, ctx.leaves, cotangents[0].numpy(), points)
            return tuple(torch.from_numpy(np.array(grad)) for grad in grads)

    tensors = [torch.from_numpy(point.copy()).requires_grad_() for point in points]
    fast = sum(point.size for point in points) > SLOW_GRADCHECK_INPUTS
    try:
        torch.autograd.gradcheck(Remote.apply, tensors, fast_mode=fast, nondet_tol=1e-9)
    except _Disagreement as disagreement:
        return disagreement.outcome
    except GradcheckError as error:
        first = str(error).strip().splitlines()[0]
        one = np.ones_like(teacher.at(inputs)[0])
        actual, wanted = (side.gradient(inputs, one)[0] for side in (student, teacher))
        found = _wrong_gradient(student, teacher, inputs, student.wrt[0], actual, wanted, tolerance)
        message = f"gradcheck: {first}"
        return msgspec.structs.replace(
            found, message=message, expected=None, actual=None, where=None, reading=None, evidence=first
        )
    return PASSED


def _output(inputs: Sequence[np.ndarray], moved: int, side: Differentiable, nudge: float) -> np.ndarray:
    """The output with one of the inputs moved a little."""
    return side.at(nudged(inputs, moved, nudge))[0]


def _gradient(given: Sequence[np.ndarray], which: int, moved: int, side: Differentiable, nudge: float) -> np.ndarray:
    """The gradient with one of the inputs or the cotangent moved a little. given: the inputs, then the cotangent;
    which: the gradient's place in `wrt`."""
    *inputs, cotangent = nudged(given, moved, nudge)
    return side.gradient(inputs, cotangent)[which]


def _wrong_gradient(
    student: Differentiable,
    teacher: Differentiable,
    inputs: Sequence[np.ndarray],
    position: int,
    actual: np.ndarray,
    expected: np.ndarray,
    tolerance: Tolerance,
) -> Outcome:
    name = student.name(position)
    index = worst(actual, expected, tolerance)
    at = f"[{', '.join(map(str, index))}]" if index else ""
    a, e = numbers(actual[index], expected[index])
    return Outcome(
        passed=False,
        cause="wrong_gradient",
        message=f"the gradient with respect to {name}{at} is {a}, expected {e}",
        expected=e,
        actual=a,
        where=at or None,
        reading=reading(actual, expected),
        entries=entries(actual, expected, ~right(actual, expected, tolerance), index),
        jacobians=jacobians(student, teacher, inputs, position),
        graphs=_graphs(student, teacher, inputs),
        evidence=actual,
    )


def _graphs(student: Differentiable, teacher: Differentiable, inputs: Sequence[np.ndarray]) -> Graphs | None:
    try:
        return graphs(student.result(inputs), teacher.result(inputs))
    except StudentError:
        return None


def _plain(function: Function) -> str:
    return function.name.removesuffix(".apply")
