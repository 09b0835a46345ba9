"""Grades answers to autograd exercises. What a course's checks are written with can be imported from here, and `check`
for notebooks."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader._version import __version__ as __version__
    from grader.checks import answers as answers
    from grader.checks import models as models
    from grader.checks.agree import agree as agree
    from grader.checks.answers import array as array
    from grader.checks.answers import kept as kept
    from grader.checks.answers import losses as losses
    from grader.checks.answers import mapping as mapping
    from grader.checks.answers import nothing as nothing
    from grader.checks.answers import number as number
    from grader.checks.answers import results as results
    from grader.checks.answers import scalar as scalar
    from grader.checks.answers import sequence as sequence
    from grader.checks.answers import tensor as tensor
    from grader.checks.answers import typed_tensor as typed_tensor
    from grader.checks.claims import fingerprint as fingerprint
    from grader.checks.claims import showing as showing
    from grader.checks.compare import FINITE_DIFFERENCES as FINITE_DIFFERENCES
    from grader.checks.compare import TOLERANCES as TOLERANCES
    from grader.checks.compare import Tolerance as Tolerance
    from grader.checks.compare import close as close
    from grader.checks.compare import expect as expect
    from grader.checks.compare import is_close as is_close
    from grader.checks.compare import shown as shown
    from grader.checks.evidence import graphs as graphs
    from grader.checks.evidence import parameter_map as parameter_map
    from grader.checks.gradients import gradcheck as gradcheck
    from grader.checks.training import first_loss as first_loss
    from grader.checks.training import train_alike as train_alike
    from grader.checks.training import trajectory as trajectory
    from grader.checks.unchanged import unchanged as unchanged
    from grader.checks.without_autograd import in_another_session as in_another_session
    from grader.checks.without_autograd import without_autograd as without_autograd
    from grader.checks.witness import as_lent as as_lent
    from grader.checks.witness import receives as receives
    from grader.checks.witness import untracked as untracked
    from grader.commands.notebook import check as check
    from grader.courses.spec import Exercise as Exercise
    from grader.courses.spec import Remark as Remark
    from grader.errors import StudentError as StudentError
    from grader.message import say as say

_HOMES = {
    "_version": ("__version__",),
    "checks": ("answers", "models"),
    "checks.agree": ("agree",),
    "checks.answers": (
        "array", "kept", "losses", "mapping", "nothing", "number", "results", "scalar", "sequence", "tensor",
        "typed_tensor",
    ),
    "checks.claims": ("fingerprint", "showing"),
    "checks.compare": ("FINITE_DIFFERENCES", "TOLERANCES", "Tolerance", "close", "expect", "is_close", "shown"),
    "checks.evidence": ("graphs", "parameter_map"),
    "checks.gradients": ("gradcheck",),
    "checks.training": ("first_loss", "train_alike", "trajectory"),
    "checks.unchanged": ("unchanged",),
    "checks.without_autograd": ("in_another_session", "without_autograd"),
    "checks.witness": ("as_lent", "receives", "untracked"),
    "commands.notebook": ("check",),
    "courses.spec": ("Exercise", "Remark"),
    "errors": ("StudentError",),
    "message": ("say",),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    # Late, so that `grade --help` does not wait for NumPy.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if _HOME[name] == "checks":  # a module
        return importlib.import_module(f"{__name__}.checks.{name}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
