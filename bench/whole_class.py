"""What `grade batch` costs as a whole: start-up, grading, reports, gradebook.

    .venv/bin/python bench/whole_class.py [--students 100 400] [--jobs 1 2] [--exercises …]

Runs the command on classes of these sizes with each number of jobs, then once more on what has not changed. CPU counts
every process below the command, sampled while they live, since no process waits for those that end with
their namespace. Memory is the proportional share of all of them, at its highest.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from make_class import FIVE, make_class

EVERY_S = 0.25
TICK = os.sysconf("SC_CLK_TCK")
PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Run:
    """Seconds, MiB."""

    cpu: float
    wall: float
    memory: float


def measured(command: list[str]) -> Run:
    process, started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE), time.perf_counter()
    seen, ended = Seen(), threading.Event()
    before = waited()
    sampling = threading.Thread(target=sample, args=(seen, ended))
    sampling.start()
    _, errors = process.communicate()
    wall = time.perf_counter() - started
    ended.set()
    sampling.join()
    if process.returncode:
        sys.exit(errors.decode())
    adopt()
    return Run(max(seen.cpu, waited() - before), wall, seen.memory)


@dataclass
class Seen:
    cpu: float = 0.0
    memory: float = 0.0


def waited() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def adopt() -> None:
    """Wait for what the command left to be waited for."""
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def sample(seen: Seen, ended: threading.Event) -> None:
    """The highest of each: all that these processes, and those that they have waited for, have used."""
    turn = 0
    while not ended.wait(EVERY_S):
        below = descendants(os.getpid())
        seen.cpu = max(seen.cpu, sum(below.values()) / TICK)
        if turn % 8 == 0:
            seen.memory = max(seen.memory, sum(map(share, below)) / 1024)
        turn += 1


def descendants(root: int) -> dict[int, int]:
    """pid -> ticks of CPU."""
    parents, ticks = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(name)], ticks[int(name)] = int(fields[1]), sum(map(int, fields[11:15]))
    found, todo = [], [root]
    while todo:
        todo = [pid for pid, parent in parents.items() if parent in todo]
        found += todo
    return {pid: ticks[pid] for pid in found}


def share(pid: int) -> float:
    """KiB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, nargs="+", default=[100, 400])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--exercises", nargs="+", default=FIVE)
    args = parser.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    imported = measured([sys.executable, "-c", "import torch"])
    print(f"import torch: {imported.cpu:.2f} s of CPU", flush=True)
    for students in args.students:
        with tempfile.TemporaryDirectory() as scratch:
            count = len(make_class(students, Path(scratch, "class"), 1, args.exercises))
            for jobs in args.jobs:
                report(Path(scratch), count, jobs, args.exercises, imported)


def report(scratch: Path, count: int, jobs: int, exercises: Sequence[str], imported: Run) -> None:
    out = scratch / f"out{jobs}"
    only = [part for exercise in exercises for part in ("--exercise", exercise)]
    grade = [
        sys.executable,
        "-m",
        "grader",
        "batch",
        str(scratch / "class"),
        "--roster",
        str(scratch / "class/roster.csv"),
    ]
    command = [*grade, "--out", str(out), "--jobs", str(jobs), "--seed", "bench", *only]
    first, again = measured(command), measured(command)
    print(
        f"{count} submissions, {jobs} job{'s' if jobs > 1 else ' '}: CPU {first.cpu / count:.3f} s each "
        f"({first.cpu / count / imported.cpu:.2f} of importing torch), wall {first.wall:.1f} s "
        f"({count / first.wall:.1f}/s), at most {first.memory:.0f} MiB; "
        f"unchanged: {again.wall:.1f} s ({count / again.wall:.0f}/s)",
        flush=True,
    )


if __name__ == "__main__":
    main()
