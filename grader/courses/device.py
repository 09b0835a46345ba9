"""Which device the exercises run on, where they use one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.courses.course import CourseExercise
from grader.errors import UsageError
from grader.message import say
from grader.sandbox import gpu


def chosen_device(wanted: str, exercises: Sequence[CourseExercise]) -> str:
    """`cpu` or `cuda:N`. Raises UsageError for an unknown device and for one that is not here.

    torch is asked only where there is a card: importing it takes a second. CUDA is not started in this process.
    """
    if wanted != "auto" and not re.fullmatch(r"cpu|cuda(:\d+)?", wanted):
        raise UsageError("--device {wanted}: it can be auto, cpu, cuda or cuda:N", wanted=wanted)
    if wanted == "cpu" or (wanted == "auto" and not gpu.has_driver()):
        return "cpu"
    if wanted == "auto" and not any(exercise.spec.on_device for exercise in exercises):
        return "cpu"
    if reason := obstacle():
        if wanted == "auto":
            return "cpu"
        raise UsageError(
            "--device {wanted}: no CUDA device here ({reason}); leave it out, or use --device cpu",
            wanted=wanted,
            reason=reason,
        )
    number, count = int(wanted.partition(":")[2] or 0), len(gpu.find().cards)
    if number >= count:
        raise UsageError(
            "--device {wanted}: this machine has {count} CUDA device(s), counted from 0", wanted=wanted, count=count
        )
    return f"cuda:{number}"


def obstacle() -> str:
    """Why torch cannot use a card here; empty if it can, as far as can be told without starting CUDA."""
    if reason := gpu.find().obstacle:
        return reason
    import torch

    return "" if torch.version.cuda else say("this torch, {version}, was built without CUDA", version=torch.__version__)
