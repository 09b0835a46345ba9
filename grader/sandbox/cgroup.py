"""Control groups, where the machine lets us make any: one bound on a forkserver and all its workers together.

Each worker is bounded by its own limits; a group bounds the sum, gives every forkserver the same share of the
processors, and says when it was the memory that ran out. Never needed: without it a grading goes on as it is.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LIBRARIES = 2**30
"""Bytes for a forkserver with torch, over what its workers may use."""
PROCESSES = 1024
"""Threads count as well."""

PROC = Path("/proc/self")

_PREFIX = "autograd-grader"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Hierarchy:
    """Where groups of ours go. `controllers`: those of version 1, or all that version 2 has here."""

    folder: Path
    version: int
    controllers: frozenset[str]


@dataclass(frozen=True)
class Group:
    """One group in each hierarchy."""

    folders: tuple[Path, ...]
    memory: Path

    @property
    def processes(self) -> bool:
        """Whether anything is in it: a group that could not be entered bounds nothing."""
        return bool((self.memory / "cgroup.procs").read_text().strip())

    def out_of_memory(self) -> int:
        """How many processes were killed because the memory of the group was used up."""
        for name in ("memory.events", "memory.oom_control"):
            with contextlib.suppress(OSError):
                found = re.search(r"^oom_kill (\d+)$", (self.memory / name).read_text(), re.M)
                return int(found[1]) if found else 0
        return 0


def make(memory: int) -> Group:
    """A group for a forkserver whose workers may use `memory` bytes each. Raises OSError where none can be had."""
    made: list[Path] = []
    try:
        return _make(memory, made)
    except (OSError, ValueError) as error:
        remove(made)
        raise OSError(str(error)) from error


def _make(memory: int, made: list[Path]) -> Group:
    bounds = LIBRARIES + 2 * memory
    name = f"{_PREFIX}-{os.getpid()}-{next(_numbers)}"
    of_memory: Path | None = None
    counted = False
    for place in hierarchies():
        if not place.controllers & {"memory", "pids", "cpu"}:
            continue
        folder = place.folder / name
        folder.mkdir()
        made.append(folder)
        if "memory" in place.controllers:
            (folder / ("memory.max" if place.version == 2 else "memory.limit_in_bytes")).write_text(str(bounds))
            of_memory = folder
        if "pids" in place.controllers:
            (folder / "pids.max").write_text(str(PROCESSES))
            counted = True
    if of_memory is None or not counted:
        raise OSError("no memory and pids controllers here")
    return Group(tuple(made), of_memory)


def remove(folders: list[Path]) -> None:
    """Only for groups that nothing has entered; the janitor removes the others."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def hierarchies() -> Iterator[Hierarchy]:
    """The folders that this process's own groups have, each with what it can bound for groups beneath it."""
    mounts = _mounts()
    for line in (PROC / "cgroup").read_text().splitlines():
        number, names, path = line.split(":", 2)
        if (mounted := mounts.get("" if number == "0" else names)) is None:
            continue
        root, point = mounted
        inside = path[len(root) :] if root != "/" and path.startswith(root) else path
        folder = Path(point + inside)
        if number != "0":
            yield Hierarchy(folder, 1, frozenset(names.split(",")))
        elif (folder / "cgroup.subtree_control").exists():
            yield Hierarchy(folder, 2, _delegated(folder))


def _mounts() -> dict[str, tuple[str, str]]:
    """Controllers ('' for version 2) -> root and mount point, out of mountinfo."""
    found = {}
    for line in (PROC / "mountinfo").read_text().splitlines():
        fields, _, rest = line.partition(" - ")
        kind, _, options = rest.split(" ", 2)
        root, point = fields.split(" ")[3:5]
        if kind == "cgroup2":
            found[""] = root, point
        elif kind == "cgroup":
            known = {"memory", "pids", "cpu", "cpuacct"}
            found[",".join(o for o in options.split(" ")[-1].split(",") if o in known)] = root, point
    return found


def _delegated(folder: Path) -> frozenset[str]:
    """What groups beneath this one can bound, switched on where it may be (not where processes are in the way)."""
    control = folder / "cgroup.subtree_control"
    for name in {"memory", "pids", "cpu"} - set(control.read_text().split()):
        with contextlib.suppress(OSError):
            control.write_text(f"+{name}")
    return frozenset(control.read_text().split())


def available(memory: int = 2**30) -> str:
    """Why no group can be made here; empty if one can. It is tried."""
    try:
        group = make(memory)
    except OSError as error:
        return str(error)
    remove(list(group.folders))
    return ""
