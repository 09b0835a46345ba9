"""Grades answers to autograd exercises. What a course's checks are written with can be imported from here, and `check`
for notebooks."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader._version import __version__ as __version__
    from grader.checks.answers import array as array
    from grader.checks.answers import kept as kept
    from grader.checks.answers import losses as losses
    from grader.checks.answers import mapping as mapping
    from grader.checks.answers import number as number
    from grader.checks.answers import results as results
    from grader.checks.answers import sequence as sequence
    from grader.checks.answers import tensor as tensor
    from grader.checks.answers import typed_tensor as typed_tensor
    from grader.checks.compare import close as close
    from grader.checks.compare import equal as equal
    from grader.checks.compare import shown as shown
    from grader.checks.evidence import graphs as graphs
    from grader.checks.evidence import with_graphs as with_graphs
    from grader.checks.evidence import with_parameters as with_parameters
    from grader.checks.exercise import Exercise as Exercise
    from grader.checks.exercise import Remark as Remark
    from grader.checks.gradients import gradcheck as gradcheck
    from grader.checks.training import trajectory as trajectory
    from grader.commands.notebook import check as check
    from grader.errors import StudentError as StudentError
    from grader.outcome import PASSED as PASSED
    from grader.outcome import Outcome as Outcome

_HOMES = {
    "_version": ("__version__",),
    "checks.answers": (
        "array", "kept", "losses", "mapping", "number", "results", "sequence", "tensor", "typed_tensor",
    ),
    "checks.compare": ("close", "equal", "shown"),
    "checks.evidence": ("graphs", "with_graphs", "with_parameters"),
    "checks.exercise": ("Exercise", "Remark"),
    "checks.gradients": ("gradcheck",),
    "checks.training": ("trajectory",),
    "commands.notebook": ("check",),
    "errors": ("StudentError",),
    "outcome": ("PASSED", "Outcome"),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    # Late, so that `grade --help` does not wait for NumPy.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
