"""The Jacobians that a report shows beside a wrong gradient: by the backward, by differences, and the right one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.errors import StudentError
from grader.outcomes.outcome import Jacobians, finite

from .compare import TOLERANCES, worst
from .differentiable import Differentiable

JACOBIAN_ENTRIES = 2_500
"""Larger Jacobians are not written into reports."""


def jacobians(
    student: Differentiable, reference: Differentiable, inputs: Sequence[np.ndarray], position: int
) -> Jacobians | None:
    """All three Jacobians, where they are small enough to be looked at. Evidence, not verdict: None if the student's
    code fails along the way."""
    point = inputs[position]
    which = student.wrt.index(position)
    try:
        output, kept, leaves = student.at(inputs)
        if output.size * point.size > JACOBIAN_ENTRIES or not np.issubdtype(point.dtype, np.floating):
            return None
        wanted, kept_expected, leaves_expected = reference.at(inputs)
        if output.shape != wanted.shape:  # it was right when the verdict was found
            return None
        analytic, expected = np.zeros((2, output.size, point.size))
        for row in range(output.size):
            one_hot = np.zeros(output.shape, point.dtype)
            one_hot.flat[row] = 1
            analytic[row] = student.vjp(kept, leaves, one_hot)[which].ravel()
            expected[row] = reference.vjp(kept_expected, leaves_expected, one_hot)[which].ravel()
        numeric = _by_differences(student, inputs, position, output.size)
    except StudentError:
        return None
    row, column = worst(analytic, expected, TOLERANCES["float32"])
    return Jacobians(str(student.name(position)), finite(analytic), finite(numeric), finite(expected), row, column)


def _by_differences(student: Differentiable, inputs: Sequence[np.ndarray], position: int, outputs: int) -> np.ndarray:
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
