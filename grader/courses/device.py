"""Which device the exercises run on, where they use one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.courses.course import CourseExercise
from grader.errors import UsageError
from grader.sandbox import gpu


def chosen_device(wanted: str, exercises: Sequence[CourseExercise]) -> str:
    """`cpu` or `cuda:N`. Raises UsageError for an unknown device and for one that is not here.

    torch is asked only where there is a card: importing it takes a second. CUDA is not started in this process.
    """
    if wanted != "auto" and not re.fullmatch(r"cpu|cuda(:\d+)?", wanted):
        raise UsageError(f"--device {wanted}: it can be auto, cpu, cuda or cuda:N")
    if wanted == "cpu" or (wanted == "auto" and not any(exercise.spec.on_device for exercise in exercises)):
        return "cpu"
    if reason := obstacle():
        if wanted == "auto":
            return "cpu"
        raise UsageError(f"--device {wanted}: no CUDA device here ({reason}); leave it out, or use --device cpu")
    number, count = int(wanted.partition(":")[2] or 0), len(gpu.find().cards)
    if number >= count:
        raise UsageError(f"--device {wanted}: there {'is' if count == 1 else 'are'} {count} CUDA device(s), from 0 on")
    return f"cuda:{number}"


def obstacle() -> str:
    """Why torch cannot use a card here; empty if it can, as far as can be told without starting CUDA."""
    if reason := gpu.find().obstacle:
        return reason
    import torch

    return "" if torch.version.cuda else f"this torch, {torch.__version__}, was built without CUDA"
