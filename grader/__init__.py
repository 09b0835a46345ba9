"""Grades answers to autograd exercises. What a course's checks are written with can be imported from here, and `check`
for notebooks."""

# ruff: noqa: F401
# mypy: implicit-reexport
from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader._version import __version__
    from grader.checks import answers, chance, models, state, structure
    from grader.checks.agree import agree
    from grader.checks.answers import (
        array,
        kept,
        losses,
        mapping,
        nothing,
        number,
        results,
        scalar,
        sequence,
        tensor,
        typed_tensor,
    )
    from grader.checks.claims import fingerprint, showing
    from grader.checks.compare import FINITE_DIFFERENCES, TOLERANCES, Tolerance, close, expect, is_close, shown
    from grader.checks.data import Bfloat16
    from grader.checks.drawn import DTYPE, LARGE, MANY, MEDIUM, SIGN, SOME, TINY, any_of, magnitudes, shapes, sizes
    from grader.checks.evidence import graphs, parameter_map
    from grader.checks.gradients import gradcheck
    from grader.checks.instances import ARITHMETIC, every, gives, instance
    from grader.checks.lending import on_objects
    from grader.checks.plain_answers import (
        booleans,
        complexes,
        dict_of,
        flag,
        integer,
        integers,
        iterated,
        list_of,
        none,
        numeric,
        optional,
        record,
        string,
    )
    from grader.checks.second_derivatives import gradgradcheck
    from grader.checks.structure import counted
    from grader.checks.training import first_loss, train_alike, trajectory
    from grader.checks.without_autograd import in_another_session, without_autograd
    from grader.checks.witness import as_lent, receives, unchanged, untracked
    from grader.commands.notebook import check
    from grader.courses.spec import Exercise, Remark
    from grader.errors import StudentError
    from grader.message import say

_HOMES = {
    "_version": ("__version__",),
    "checks": ("answers", "chance", "models", "state", "structure"),
    "checks.agree": ("agree",),
    "checks.answers": (
        "array", "kept", "losses", "mapping", "nothing", "number", "results", "scalar", "sequence", "tensor",
        "typed_tensor",
    ),
    "checks.claims": ("fingerprint", "showing"),
    "checks.compare": ("FINITE_DIFFERENCES", "TOLERANCES", "Tolerance", "close", "expect", "is_close", "shown"),
    "checks.data": ("Bfloat16",),
    "checks.drawn": (
        "DTYPE", "LARGE", "MANY", "MEDIUM", "SIGN", "SOME", "TINY", "any_of", "magnitudes", "shapes", "sizes",
    ),
    "checks.evidence": ("graphs", "parameter_map"),
    "checks.gradients": ("gradcheck",),
    "checks.instances": ("ARITHMETIC", "every", "gives", "instance"),
    "checks.lending": ("on_objects",),
    "checks.plain_answers": (
        "booleans", "complexes", "dict_of", "flag", "integer", "integers", "iterated", "list_of", "none", "numeric",
        "optional", "record", "string",
    ),
    "checks.second_derivatives": ("gradgradcheck",),
    "checks.structure": ("counted",),
    "checks.training": ("first_loss", "train_alike", "trajectory"),
    "checks.without_autograd": ("in_another_session", "without_autograd"),
    "checks.witness": ("as_lent", "receives", "unchanged", "untracked"),
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
