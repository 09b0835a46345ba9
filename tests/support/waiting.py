"""The one place in the tests that waits for something that another process does."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Value = TypeVar("Value")


def until(condition: Callable[[], Value], seconds: float = 30, what: str = "") -> Value:
    """Asks again and again until the condition holds, and returns its (true) value. Raises AssertionError after so many
    seconds: a bound for a busy machine, not a time that anything should take."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, what or f"not so within {seconds:g} s: {condition}"
        time.sleep(0.01)
    return value


def at_some_moment(process: subprocess.Popen[Any], seconds: float) -> bool:
    """Lets the process run that long, for tests that kill it at any moment; returns whether it has ended by then."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def children(pid: int) -> list[int]:
    """The processes that a process's threads have started; none once it is gone."""
    try:
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in words(task / "children")]
    except OSError:
        return []


def words(path: Path) -> list[str]:
    """Of a file under /proc; none once its process is gone."""
    try:
        return path.read_text().split()
    except OSError:
        return []


def descendants(pid: int) -> list[int]:
    """Depth first, the children of a process and theirs."""
    return [found for child in children(pid) for found in (child, *descendants(child))]


def alive(pid: int) -> bool:
    """Whether there is such a process, and it is not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def program(pid: int) -> str:
    """The name of its program, empty once it is gone."""
    return "".join(words(Path(f"/proc/{pid}/comm")))


def arguments(pid: int) -> list[str]:
    """Of its command, none once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []
