"""A GPU for the workers: which cards this machine has, and what of one has to be seen behind the walls.

The driver is asked in a separate process: one that has started CUDA cannot fork workers that use it, and holds some of
the card's memory. The trusted process starts none: its references run on the CPU.
"""

from __future__ import annotations

import functools
import glob
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from grader.message import say

from . import ask_driver

DEV, DRIVER_STATE = Path("/dev"), Path("/proc/driver/nvidia")
CONTROL = ("nvidiactl", "dxg")
"""One of these exists where there is a driver; the second one under WSL."""
SHARED = (*CONTROL, "nvidia-uvm", "nvidia-uvm-tools", "nvidia-caps")
"""What every card needs of /dev beside its own node. CUDA of the drivers from 570 on does not start without the tools'
node; the last is a folder, for cards that are split into instances (MIG)."""
WAIT_S = 60
"""A driver that has to wake up its cards takes several seconds."""

IS_FULL = re.compile(
    r"CUDA (error: )?out of memory|^torch\.OutOfMemoryError: |CU(BLAS|DNN)_STATUS_ALLOC_FAILED|DEVICE_ALLOCATION_FAILED"
)
"""What torch says, and the libraries that it calls, where a card has no more memory."""


@dataclass(frozen=True)
class Gpu:
    """What a worker gets of a card. nodes: the files in /dev that CUDA drives it by. driver: the folder that the
    driver's libraries were found in."""

    uuid: str
    nodes: tuple[str, ...]
    driver: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What a forkserver and its workers get to know of it. They see this card alone, as `cuda:0`."""
        return {
            "CUDA_VISIBLE_DEVICES": self.uuid,
            # Compiled kernels would be written to the worker's folder, up to its limit, and go with it.
            "CUDA_CACHE_DISABLE": "1",
            # Sums come out the same every time (cuBLAS).
            "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
            # torch.cuda.is_available() asks the driver's manager instead of starting CUDA: a library may ask as it is
            # imported, and from a process that has started CUDA no worker could be forked.
            "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
        }


class Card(NamedTuple):
    """uuid: as CUDA_VISIBLE_DEVICES takes it. bus: the address that the driver has it under."""

    uuid: str
    bus: str
    name: str


@dataclass(frozen=True)
class DriverAnswer:
    """cards: in the order in which CUDA counts them. obstacle: why there are none, empty if there are."""

    cards: tuple[Card, ...] = ()
    driver: str = ""
    obstacle: str = ""


def has_driver() -> bool:
    return any((DEV / name).exists() for name in CONTROL)


@functools.cache
def find() -> DriverAnswer:
    """What CUDA finds here, CUDA_VISIBLE_DEVICES of our own environment included."""
    if not has_driver():
        return DriverAnswer(obstacle=say("no NVIDIA driver: there is no {file}", file=f"{DEV}/nvidiactl"))
    try:
        answer = json.loads(_asked())
    except (ValueError, OSError, subprocess.SubprocessError) as error:
        return DriverAnswer(obstacle=say("the driver does not answer: {error}", error=str(error)))
    cards = tuple(Card(*told) for told in answer.get("cards", ()))
    return DriverAnswer(
        cards, answer.get("driver", ""), answer.get("error", "" if cards else say("the driver knows no card"))
    )


def _asked() -> str:
    command = [sys.executable, "-I", ask_driver.__file__]
    done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_S, stdin=subprocess.DEVNULL, check=True)
    return done.stdout


def card(number: int) -> Gpu:
    """The card that CUDA has under this number. Raises IndexError where it has none."""
    found = find()
    chosen = found.cards[number]
    return Gpu(chosen.uuid, _nodes(chosen.bus), found.driver)


def _nodes(bus: str) -> tuple[str, ...]:
    """After the driver has been asked: the first to ask makes it create some of them."""
    own = _own_node(bus)
    wanted = [*(DEV / name for name in SHARED), *([own] if own else map(Path, glob.glob(f"{DEV}/nvidia[0-9]*")))]
    return tuple(sorted(str(path) for path in wanted if path.exists()))


def _own_node(bus: str) -> Path | None:
    """CUDA's numbers are not those of the nodes. None where the driver does not tell: then it gets all cards' nodes."""
    try:
        told = (DRIVER_STATE / "gpus" / bus / "information").read_text()
    except OSError:
        return None
    minor = re.search(r"^Device Minor:\s*(\d+)", told, re.M)
    return DEV / f"nvidia{minor[1]}" if minor else None
