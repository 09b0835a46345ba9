"""A worker's memory holds no secret: all of it is searched from outside while the worker answers."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

import pytest

from grader.checks.data import Data, derived
from grader.limits import Limits
from grader.sessions.session import Sandbox, WorkerSession
from grader.submission.source import Source
from grader.worker.messages import wire
from grader.worker.messages.wire import Rules

SEED, ROSTER, SECRET = "planted-seed-4711", "Planted, Penelope Q.", "planted-environment-8181"
HERE = b"import numpy as np\nkeep = 'a text that is meant to be found'\ndef forward(x, w):\n    return w * x\n"
OTHER = b"def forward(x, w):\n    return 'another-students-planted-text-2323'\n"


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children(child)]
    return found


def memory_of(pid: int) -> bytes:
    """Every page that the process can read and that belongs to no file; empty for a process that has ended."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return b"".join(_pages(pid))
    return b""


def _pages(pid: int) -> list[bytes]:
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        parts = []
        for line in maps:
            start, end, mode, name = re.fullmatch(r"(\w+)-(\w+) (\S+) \S+ \S+ \d+ *(.*)\n", line).groups()
            if mode.startswith("r") and name not in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                memory.seek(int(start, 16))
                with contextlib.suppress(OSError):
                    parts.append(memory.read(int(end, 16) - int(start, 16)))
    return parts


def session(sandbox: Sandbox, text: bytes) -> WorkerSession:
    rules = Rules(names=("forward",), seed=derived("student", SEED, "mse_gradient"))
    source = Source("mse_gradient", "mse_gradient.py", "s.py", {"s.py": text})
    opened = WorkerSession(sandbox.forkserver(("numpy",)), source, rules, Limits())
    opened.ask(wire.Call("forward", [1.0, 2.0]))
    return opened


def test_no_secret_is_in_any_process_of_the_sandbox(course, monkeypatch) -> None:
    monkeypatch.setenv("GRADER_PLANTED", SECRET)
    exercise = course.exercises["mse_gradient"]
    held = [ROSTER, Data(SEED, exercise.id).normal(3)]  # in this process's memory, as a grading has them
    assert exercise.solution and exercise.spec and exercise.mistakes and held
    secrets = {
        "the seed": SEED,
        "the roster": ROSTER,
        "the environment": SECRET,
        "the solution": (exercise.folder / "solution.py").read_text().strip().splitlines()[-3].strip(),
        "the checks": "gradient_matches_the_formula",
        "a mistake": "sums_instead_of_mean",
        "the course's path": str(exercise.folder),
        "another student": "another-students-planted-text-2323",
    }
    with Sandbox("full", Limits()) as sandbox:
        first = session(sandbox, OTHER)
        ended = session(sandbox, OTHER)
        ended.close()
        last = session(sandbox, HERE)
        everyone = children(sandbox.forkserver(("numpy",))._process.pid)
        try:
            memories = {pid: memory_of(pid) for pid in everyone}
        except PermissionError:
            pytest.skip(
                "this user may not read the memory of its own sandbox (run as root, or kernel.yama.ptrace_scope=0)"
            )
        ours = [pid for pid, memory in memories.items() if b"a text that is meant to be found" in memory]
        assert len(ours) == 1, "the search finds what is there"
        siblings = [pid for pid, memory in memories.items() if b"another-students-planted-text-2323" in memory]
        assert len(siblings) == 1 and siblings != ours, "the sibling knows its own source, nobody else does"
        for name, secret in secrets.items():
            holders = [pid for pid, memory in memories.items() if secret.encode() in memory]
            assert name == "another student" or holders == [], (
                f"{name} is in {len(holders)} of {len(memories)} processes"
            )
        first.close(), last.close()
    assert os.environ["GRADER_PLANTED"] == SECRET
