"""CUDA in a worker: started after the fork and behind the walls, before a byte of student code is read.

What goes wrong here is the machine's or ours; what goes wrong later is the student's.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from .walls.confine import ConfinementError

if TYPE_CHECKING:
    import torch

STEP = "GPU"
NAME = "cuda:0"
"""The card as a worker calls it, whatever its number outside: it sees no other."""
SPARE = 512 * 2**20
"""Bytes of a card's memory that have to be free beside what a worker may use: kernels and libraries are loaded late."""


def start(memory: int) -> None:
    """Starts CUDA and tries it. memory: bytes of the card that torch may take. Raises ConfinementError."""
    try:
        _start(memory)
    except Exception as error:  # torch raises RuntimeError, AssertionError and kinds of its own
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise ConfinementError(STEP, OSError(lines[0])) from error


def _start(memory: int) -> None:
    import torch

    torch.cuda.init()
    free, total = torch.cuda.mem_get_info(0)
    if free < memory + SPARE:
        raise RuntimeError(too_little(free, memory))
    torch.cuda.set_per_process_memory_fraction(min(1.0, memory / total), 0)
    _try(torch.ones(2, 2, device=NAME, requires_grad=True))


def _try(ones: torch.Tensor) -> None:
    square = ones @ ones
    if square.detach().tolist() != [[2.0, 2.0], [2.0, 2.0]]:
        raise RuntimeError("the card computes 1 + 1 wrongly")
    if not square.requires_grad:
        return  # a worker without autograd
    with warnings.catch_warnings():
        # Once a process, torch tells that the card's own thread for backwards has to start CUDA too: not a student's
        # business, and they would read it as their output.
        warnings.simplefilter("ignore")
        square.sum().backward()
    if ones.grad is None or ones.grad.tolist() != [[4.0, 4.0], [4.0, 4.0]]:
        raise RuntimeError("the card differentiates a product wrongly")


def too_little(free: int, memory: int) -> str:
    mebibytes = f"{free >> 20} MiB of the card's memory are free, a worker needs {memory + SPARE >> 20} MiB"
    return f"{mebibytes}: use fewer --jobs, a smaller memory limit, or wait until others are done"
