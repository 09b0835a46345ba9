"""The arguments of a question as arrays, and back."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from grader.worker.convert import to_array
from grader.worker.messages import wire

Arguments = dict[str, wire.Value]


def array_in(value: wire.Value) -> np.ndarray | None:
    """The numbers of an argument: a tensor's, a list's, a single one; None where there is something else."""
    match value:
        case wire.Tensor() if value.dtype in ("float32", "float64"):
            return to_array(value)
        case float():
            return np.asarray(value)
        case wire.Items() if value.items and all(type(item) is float for item in value.items):
            return np.array(value.items, dtype=np.float64)
    return None


def like(value: wire.Value, numbers: np.ndarray) -> wire.Value:
    """The argument with other numbers."""
    match value:
        case wire.Tensor():
            data = np.ascontiguousarray(numbers).astype(value.dtype).tobytes()
            return msgspec.structs.replace(value, shape=numbers.shape, data=data)
        case wire.Items():
            return wire.Items(value.kind, [float(number) for number in numbers])
    return float(numbers)


def samples_in(arguments: Mapping[str, wire.Value]) -> int:
    """The length of the first vector; 0 without one."""
    arrays = (array_in(value) for value in arguments.values())
    return next((array.shape[0] for array in arrays if array is not None and array.ndim), 0)
