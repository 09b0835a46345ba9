"""What a report shows beside a failed check. Gathered only after the verdict, which none of it can change: where it
is not available, it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
import numpy as np

from grader.errors import StudentError
from grader.outcomes.outcome import Entries, Graph, Graphs, Node, Parameter, finite
from grader.text import one_line
from grader.worker.graph import Recorded, read
from grader.worker.messages import wire

from .remote_objects import KeptResult, KeptTensor

SHOWN = 8
"""Rows of a matrix that are shown, and columns."""
SHOWN_IN_VECTOR = 16
MOST_PARAMETERS = 400
Result = tuple[KeptResult, Mapping[str, KeptTensor]]
"""A kept result, and the tensors that were passed in, by name."""


def entries(actual: np.ndarray, expected: np.ndarray, wrong: np.ndarray, worst: tuple[int, ...]) -> Entries | None:
    """The surroundings of the worst entry. None for a single number and for more than two dimensions."""
    if actual.shape != expected.shape or actual.ndim not in (1, 2) or actual.size < 2:
        return None
    rows, columns = (1, actual.size) if actual.ndim == 1 else actual.shape
    i, j = (0, *worst) if actual.ndim == 1 else worst
    row, height = _window(i, rows, SHOWN)
    column, width = _window(j, columns, SHOWN_IN_VECTOR if rows == 1 else SHOWN)
    part = np.s_[row : row + height, column : column + width]
    a, e, w = (array.reshape(rows, columns)[part] for array in (actual, expected, wrong))
    return Entries(finite(a), finite(e), w.tolist(), list(actual.shape), row, column)


def _window(center: int, length: int, most: int) -> tuple[int, int]:
    return max(0, min(center - most // 2, length - most)), min(most, length)


def graphs(actual: Result | None, expected: Result) -> Graphs | None:
    """The autograd graphs of the student's result and of the reference's. actual=None: nothing was recorded of it."""
    mine, wanted = Graph([]) if actual is None else graph(*actual), graph(*expected)
    return Graphs(mine, wanted) if mine and wanted else None


def graph(output: KeptResult, leaves: Mapping[str, KeptTensor]) -> Graph | None:
    """The autograd graph of a kept result, its leaves by name. None where what is told of it makes no sense."""
    if output.is_known_untracked:
        return Graph([])
    names = {leaf.number: name for name, leaf in leaves.items()}
    try:
        value = output.owner.ask(wire.Inspect(output.number, "graph"))
        recorded = read(value if isinstance(value, str) else "")
    except (StudentError, msgspec.MsgspecError):
        return None
    return Graph([Node(_name(n, names), n.kind, n.inputs) for n in recorded.nodes], recorded.whole)


def _name(node: Recorded, names: Mapping[int, str]) -> str:
    """As the student knows it: `MulBackward0` stands for a product, a leaf has the name of the parameter."""
    if node.kind != "operation":
        return str(names.get(node.number, "")) if node.kind == "leaf" else ""
    return one_line(node.name.rpartition("::")[2], 40)


def parameter_map(
    now: Mapping[str, wire.Tensor], trainable: Iterable[str], before: Mapping[str, np.ndarray] | None = None
) -> list[Parameter]:
    """A model's parameters: which are trainable, and which have left the values in `before`. What is in `trainable`
    should be and should move, the rest should not."""
    expected, rows = set(trainable), []
    for name, parameter in now.items():
        moved = None if before is None or name not in before else _moved(parameter, before[name])
        known = name in expected
        rows.append(
            Parameter(one_line(name, 80), parameter.requires_grad, known, moved, None if moved is None else known)
        )
    return rows[:MOST_PARAMETERS]


def _moved(parameter: wire.Tensor, before: np.ndarray) -> bool:
    return parameter.shape != before.shape or parameter.data != before.tobytes()
