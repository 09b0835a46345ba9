"""Which device the exercises that care for one run on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.course import CourseExercise
from grader.errors import UsageError


def chosen_device(wanted: str, exercises: Sequence[CourseExercise]) -> str:
    """`cpu` or `cuda:N`. Raises UsageError for a device that is no device, or is not here.

    torch is asked only where an exercise could use the answer: importing it takes a second.
    """
    if wanted != "auto" and not re.fullmatch(r"cpu|cuda(:\d+)?", wanted):
        raise UsageError(f"--device {wanted}: it can be auto, cpu, cuda or cuda:N")
    if wanted == "cpu" or (wanted == "auto" and not _has_gpu_driver()):
        return "cpu"
    if wanted == "auto" and not any(exercise.table.on_device for exercise in exercises):
        return "cpu"
    import torch

    if not torch.cuda.is_available():
        if wanted == "auto":
            return "cpu"
        raise UsageError(f"--device {wanted}: torch finds no CUDA device here; leave it out, or use --device cpu")
    number = int(wanted.partition(":")[2] or 0)
    if number >= torch.cuda.device_count():
        raise UsageError(f"--device {wanted}: there are {torch.cuda.device_count()} CUDA devices, counted from 0")
    return f"cuda:{number}"


def _has_gpu_driver() -> bool:
    import os

    return os.path.exists("/dev/nvidiactl") or os.path.exists("/dev/kfd")
