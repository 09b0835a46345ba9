"""Gradients: the student's vector-Jacobian products against the reference's, and torch's own gradcheck, run here.

`torch.autograd.gradcheck` runs in the trusted process, over a Function whose `forward` asks the worker for the
student's output and whose `backward` asks it for the student's vector-Jacobian product. Alone it is no grade: it passes
a wrong forward with a matching backward and is right for one-hot cotangents only. So every forward it asks for is held
against the reference, and so are products with dense random cotangents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from grader.errors import StudentError
from grader.outcome import PASSED, Graphs, Jacobians, Outcome, finite
from grader.readings import reading
from grader.text import number
from grader.worker import wire
from grader.worker.lean import compare_shapes_plainly

from . import answers
from .calls import Function, KeptTensor
from .compare import TOLERANCES, Tolerance, close, right, worst
from .evidence import Result, entries, graphs

JACOBIAN_ENTRIES = 2_500
"""Larger Jacobians are not written into reports."""
SLOW_GRADCHECK_INPUTS = 4
"""Up to this many input elements gradcheck goes through them one by one, above it in fast mode."""
ROUNDED = 1e-9
"""Relative error of an answer that was computed in float32 somewhere: finite differences of it say nothing."""


class _Disagreement(Exception):
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome


@dataclass
class _Differentiable:
    """A function at a point, with what can be asked of it there. Arrays are NumPy's, shapes the function's own."""

    function: Function
    wrt: tuple[int, ...]
    contiguous: bool

    def at(self, arrays: Sequence[np.ndarray]) -> tuple[np.ndarray, int, list[int]]:
        """The output, its number, and the numbers of the inputs in `wrt`."""
        subject = self.function.subject
        passed: list[Any] = list(arrays)
        for i in self.wrt:
            passed[i] = subject.leaf(arrays[i], contiguous=self.contiguous)
        output, kept = self.function.keeping(*passed)
        leaves = [passed[i] for i in self.wrt]
        return output, kept, [leaf.number for leaf in leaves if isinstance(leaf, KeptTensor)]

    def result(self, arrays: Sequence[np.ndarray]) -> Result:
        """One to look at the graph of."""
        _, kept, leaves = self.at(arrays)
        return self.function.subject, kept, {_name(self.function, i): n for i, n in zip(self.wrt, leaves, strict=True)}

    def pull_back(
        self, output: int, inputs: list[int], cotangent: np.ndarray, like: Sequence[np.ndarray]
    ) -> list[np.ndarray]:
        """cotangent · d output / d input, one array an input. Raises StudentError for shapes and numbers that are no
        gradient; an input that the output does not depend on gives zeros, as autograd has it."""
        sent = self.function.subject.to_wire(cotangent, self.function.device)
        assert isinstance(sent, wire.Tensor)
        try:
            value = self.function.subject.ask(wire.VectorJacobian(output, inputs, sent))
        except StudentError as error:
            if "does not track gradients" in error.message:
                raise StudentError(
                    "wrong_gradient",
                    f"the result of {self.function.name} does not track gradients: it has no grad_fn "
                    "(detached, or computed under no_grad?)",
                    evidence="no grad_fn",
                ) from None
            raise
        if not isinstance(value, wire.Items) or len(value.items) != len(inputs):
            raise StudentError("wrong_gradient", f"the gradient of {self.function.name} cannot be read")
        grads = []
        for grad, array, i in zip(value.items, like, self.wrt, strict=True):
            what = f"the gradient with respect to {_name(self.function, i)}"
            grads.append(np.zeros(array.shape) if grad is None else answers.tensor(grad, what))
            if grads[-1].shape != array.shape:
                raise StudentError(
                    "wrong_shape",
                    f"{what} has the shape {grads[-1].shape}, expected {array.shape}",
                    expected=str(array.shape),
                    actual=str(grads[-1].shape),
                    evidence=grads[-1],
                )
        return grads


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
    student = _Differentiable(function, tuple(wrt), contiguous)
    teacher = _Differentiable(reference, tuple(wrt), True)
    double = inputs[wrt[0]].dtype == np.float64
    tolerance = TOLERANCES["float64" if precise and double else "float32"]
    points = [inputs[i] for i in wrt]

    output, kept, leaves = student.at(inputs)
    expected, kept_expected, leaves_expected = teacher.at(inputs)
    if between is not None:
        student.at(between)
    if not (value := close(output, expected, f"the result of {_plain(function)}", tolerance=tolerance)):
        return _named_if_rounded(value, output, expected, lambda: student.at(_as_float32(inputs))[0])
    rounded = not right(np.asarray(output), np.asarray(expected), Tolerance(ROUNDED, ROUNDED)).all()
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
                return _named_if_rounded(outcome, a, e, *_from_float32(student, inputs, cotangent, i))
            rounded = rounded or not right(a, e, Tolerance(ROUNDED, ROUNDED)).all()
    if derivative and double and not rounded and not (outcome := _torch_gradcheck(student, teacher, inputs, tolerance)):
        return outcome
    return PASSED


def _torch_gradcheck(
    student: _Differentiable, teacher: _Differentiable, inputs: Sequence[np.ndarray], tolerance: Tolerance
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
            return torch.from_numpy(np.array(output))

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
        one = np.ones_like(student.at(inputs)[0])
        actual, wanted = (_gradient(side, inputs, one)[0] for side in (student, teacher))
        found = _wrong_gradient(student, teacher, inputs, student.wrt[0], actual, wanted, tolerance)
        message = f"gradcheck: {first}"
        return msgspec.structs.replace(
            found, message=message, expected=None, actual=None, where=None, reading=None, evidence=first
        )
    return PASSED


def _gradient(side: _Differentiable, inputs: Sequence[np.ndarray], cotangent: np.ndarray) -> list[np.ndarray]:
    _, kept, leaves = side.at(inputs)
    return side.pull_back(kept, leaves, cotangent, [inputs[i] for i in side.wrt])


def _named_if_rounded(outcome: Outcome, actual: Any, expected: Any, *from_float32: Callable[[], np.ndarray]) -> Outcome:
    """The outcome, with the reason where the numbers are right to float32's precision but not to float64's.

    from_float32: the same numbers from inputs rounded to float32. Where that changes nothing, float32 it is.
    """
    a, e = np.asarray(actual), np.asarray(expected)
    if a.shape != e.shape or not right(a, e, Tolerance(1e-5, 1e-6)).all():
        return outcome
    single = np.array_equal(a, _as_float32([a])[0]) or any(np.array_equal(a, again()) for again in from_float32)
    words = "float32" if single else "finite differences, or some other approximation,"
    sentence = f"It is right to about {_error(a, e):.0e} only: {words} inside a float64 computation."
    return msgspec.structs.replace(outcome, reading=sentence, evidence=words)


def _from_float32(
    side: _Differentiable, inputs: Sequence[np.ndarray], cotangent: np.ndarray, position: int
) -> tuple[Callable[[], np.ndarray], ...]:
    """The gradient with respect to `position` once more, from inputs and from a cotangent rounded to float32."""
    which = side.wrt.index(position)
    return (
        lambda: _gradient(side, _as_float32(inputs), cotangent)[which],
        lambda: _gradient(side, inputs, _as_float32([cotangent])[0])[which],
    )


def _as_float32(arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The floats among them rounded to float32, in the dtypes they have."""
    return [a.astype(np.float32).astype(a.dtype) if np.issubdtype(a.dtype, np.floating) else a for a in arrays]


def _error(actual: np.ndarray, expected: np.ndarray) -> float:
    return float(np.max(np.abs(actual - expected)) / max(float(np.max(np.abs(expected))), 1e-300))


def _wrong_gradient(
    student: _Differentiable,
    teacher: _Differentiable,
    inputs: Sequence[np.ndarray],
    position: int,
    actual: np.ndarray,
    expected: np.ndarray,
    tolerance: Tolerance,
) -> Outcome:
    name = _name(student.function, position)
    index = worst(actual, expected, tolerance)
    at = f"[{', '.join(map(str, index))}]" if index else ""
    a, e = number(actual[index]), number(expected[index])
    return Outcome(
        passed=False,
        cause="wrong_gradient",
        message=f"the gradient with respect to {name}{at} is {a}, expected {e}",
        expected=e,
        actual=a,
        where=at or None,
        reading=reading(actual, expected),
        entries=entries(actual, expected, ~right(actual, expected, tolerance), index),
        jacobians=_jacobians(student, teacher, inputs, position),
        graphs=_graphs(student, teacher, inputs),
        evidence=actual,
    )


def _graphs(student: _Differentiable, teacher: _Differentiable, inputs: Sequence[np.ndarray]) -> Graphs | None:
    try:
        return graphs(student.result(inputs), teacher.result(inputs))
    except StudentError:
        return None


def _jacobians(
    student: _Differentiable, teacher: _Differentiable, inputs: Sequence[np.ndarray], position: int
) -> Jacobians | None:
    """All three Jacobians, where they are small enough to be looked at. Evidence, not verdict: None if the student's
    code fails along the way."""
    point = inputs[position]
    which = student.wrt.index(position)
    try:
        output, kept, leaves = student.at(inputs)
        if output.size * point.size > JACOBIAN_ENTRIES or not np.issubdtype(point.dtype, np.floating):
            return None
        _, kept_expected, leaves_expected = teacher.at(inputs)
        points = [inputs[i] for i in student.wrt]
        analytic, expected = np.zeros((2, output.size, point.size))
        for row in range(output.size):
            one_hot = np.zeros(output.shape, point.dtype)
            one_hot.flat[row] = 1
            analytic[row] = student.pull_back(kept, leaves, one_hot, points)[which].ravel()
            expected[row] = teacher.pull_back(kept_expected, leaves_expected, one_hot, points)[which].ravel()
        numeric = _by_differences(student, inputs, position, output.size)
    except StudentError:
        return None
    row, column = worst(analytic, expected, TOLERANCES["float32"])
    return Jacobians(
        _name(student.function, position), finite(analytic), finite(numeric), finite(expected), row, column
    )


def _by_differences(student: _Differentiable, inputs: Sequence[np.ndarray], position: int, outputs: int) -> np.ndarray:
    """Central differences of the student's own forward. Shape (outputs, inputs)."""
    point = inputs[position]
    step = 1e-6 if point.dtype == np.float64 else 1e-2
    numeric = np.zeros((outputs, point.size))
    for column in range(point.size):
        sides = []
        for sign in (1, -1):
            moved = point.copy()
            moved.flat[column] += sign * step
            arrays = [moved if i == position else array for i, array in enumerate(inputs)]
            sides.append(np.asarray(student.at(arrays)[0], dtype=np.float64).ravel())
        if sides[0].size != outputs or sides[1].size != outputs:
            raise StudentError("wrong_shape", "the shape of the result changes with the input's values")
        numeric[:, column] = (sides[0] - sides[1]) / (2 * step)
    return numeric


def _plain(function: Function) -> str:
    return function.name.removesuffix(".apply")


def _name(function: Function, position: int) -> str:
    return function.parameters[position] if function.parameters else "the input"
