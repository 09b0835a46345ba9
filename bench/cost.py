"""What a command costs, in seconds of wall time and CPU: with all that it starts, also what it never waits for.

CPU is counted in a control group of its own (cgroup v2) where one may be made, as root. Elsewhere only what the command
waits for is counted: then sandboxes seem to cost nothing, and `COUNTS_ALL` says so.
"""

from __future__ import annotations

import compileall
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


def as_installed() -> None:
    """Compiles our modules, as pip does when it installs them: torch's are compiled too, and what is compared with them
    is not to be compiled anew each time. Commands from here on keep what Python keeps."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(str(Path(__file__).parents[1] / "grader"), quiet=1)


class Cost(NamedTuple):
    """Seconds; code: the exit status, None where it was stopped after its time."""

    wall: float
    cpu: float
    code: int | None


def _mounted() -> Path | None:
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        if after.startswith("cgroup2 "):
            return Path(before.split()[4])
    return None


@contextlib.contextmanager
def group() -> Iterator[Path | None]:
    """A control group that is empty now and gone afterwards, with all that is still in it; None where none is to be
    had."""
    root = _mounted()
    folder = root and root / f"grader-bench-{os.getpid()}"
    try:
        if folder is not None:
            folder.mkdir(exist_ok=True)
    except OSError:
        folder = None
    try:
        yield folder
    finally:
        if folder is not None:
            _removed(folder)


def _empty(folder: Path) -> None:
    while pids := (folder / "cgroup.procs").read_text().split():
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
        time.sleep(0.01)


def _removed(folder: Path) -> None:
    """Processes that have ended stay in the group until they are waited for."""
    for _ in range(500):
        _empty(folder)
        try:
            folder.rmdir()
            return
        except OSError:
            time.sleep(0.01)


def _used(folder: Path) -> float:
    words = (folder / "cpu.stat").read_text().split()
    return int(words[words.index("usage_usec") + 1]) / 1e6


def cost(
    command: Sequence[str | Path],
    cwd: Path | str | None = None,
    env: Mapping[str, str] | None = None,
    seconds: float = 600,
    log: Path | None = None,
) -> Cost:
    """Stopped after so many seconds, with all that it has started. log: where its output is written, if anywhere."""
    with group() as folder, open(log or os.devnull, "ab") as output:
        before, started = os.times(), time.perf_counter()
        if folder is not None:
            command = ["/bin/sh", "-c", 'echo $$ > "$0"; exec "$@"', folder / "cgroup.procs", *command]
        with subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as process:
            try:
                code: int | None = process.wait(seconds)
            except subprocess.TimeoutExpired:
                code = None
                os.killpg(process.pid, signal.SIGKILL)
                if folder is not None:
                    _empty(folder)
        wall = time.perf_counter() - started
        if folder is not None:
            _empty(folder)
            return Cost(wall, _used(folder), code)
        after = os.times()
        return Cost(wall, sum(after[2:4]) - sum(before[2:4]), code)


with group() as _found:
    COUNTS_ALL = _found is not None
