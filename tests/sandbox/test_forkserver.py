"""Forkservers: one that is killed or stopped costs no student anything; none outlives its job."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.grading.grade import Grading
from grader.sandbox import channel
from grader.sandbox.forkserver import Forkserver
from grader.sessions.session import Sandbox
from grader.submission.source import Source


@pytest.fixture
def own(course, sandbox):
    """A grading with a sandbox that a test may break."""
    with Sandbox("full", course.limits) as broken:
        yield Grading(course, broken, "forkservers")


def solution(course, name="mse_gradient"):
    exercise = course.exercises[name]
    return exercise, Source(name, "s.py", "s.py", {"s.py": (exercise.folder / "solution.py").read_bytes()})


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def forkserver_of(server: Forkserver) -> int:
    """bwrap, its PID 1, the process that waits for the namespace, and in it the forkserver."""
    pid = server._process.pid
    for _ in range(3):
        (pid,) = children(pid)
    return pid


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_killed_or_stopped_forkserver_is_replaced(own, course, how, monkeypatch):
    monkeypatch.setattr(channel, "FORK_S", 2)
    exercise, source = solution(course)
    assert own.grade(exercise, source).status == "passed"
    server = own.sandbox.forkserver(exercise.table.libraries)
    os.kill(forkserver_of(server), how)
    assert own.grade(exercise, source).status == "passed"


def test_a_sandbox_that_cannot_start_is_ungraded_and_never_failed(course, monkeypatch, sandbox):
    monkeypatch.setattr(Forkserver, "_command", lambda self, control: ["/bin/false"])
    exercise, source = solution(course)
    with Sandbox("full", course.limits) as broken:
        result = Grading(course, broken, "x").grade(exercise, source)
    assert result.status == "ungraded"
    assert {check.status for check in result.checks} == {"ungraded"}
    assert {check.cause for check in result.checks} == {None}


def test_a_missing_program_is_a_sandbox_error(course, monkeypatch):
    monkeypatch.setattr(Forkserver, "_command", lambda self, control: ["/nowhere/bwrap"])
    with pytest.raises(SandboxError, match="cannot be started"):
        Forkserver(("numpy",), ("numpy",), "full").start()


def test_nothing_outlives_a_grader_that_is_killed(course, sandbox):
    code = (
        "from grader.sessions.session import Sandbox\n"
        "import time\n"
        "sandbox = Sandbox('full')\n"
        "server = sandbox.forkserver(('numpy',)); server.start(); server._wait_until_started()\n"
        "print(server._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    grader = subprocess.Popen([sys.executable, "-P", "-c", code], stdout=subprocess.PIPE, text=True)
    outer = int(grader.stdout.readline())
    grader.kill()
    grader.wait()
    grader.stdout.close()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{outer}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{outer}").exists() or "Z" in Path(f"/proc/{outer}/stat").read_text().split()[2]


def test_the_forkserver_is_warm_and_single_threaded(own, course):
    exercise, source = solution(course, "clamp_mlp")
    own.grade(exercise, source)
    server = own.sandbox.forkserver(exercise.table.libraries)
    pid = forkserver_of(server)
    assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1
    assert "libtorch_cpu" in Path(f"/proc/{pid}/maps").read_text()


def test_the_forkserver_is_not_root_and_holds_no_secret(own, course):
    exercise, source = solution(course)
    secret = "planted-in-the-trusted-process-" + "x" * 20
    own.seed = secret
    own.grade(exercise, source)
    server = own.sandbox.forkserver(exercise.table.libraries)
    pid = forkserver_of(server)
    status = Path(f"/proc/{pid}/status").read_text()
    assert "Uid:\t0\t" not in status
    memory = memory_of(pid)
    for word in (secret.encode(), b"sums_instead_of_mean", b"y_pred = forward(X, w)"):
        assert word not in memory
    assert b"forkserver" in memory  # the scan sees what is there


def memory_of(pid: int) -> bytes:
    """All that is mapped and written in a process."""
    parts = []
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, flags = line.split()[:2]
            if flags.startswith("rw"):
                start, end = (int(part, 16) for part in span.split("-"))
                memory.seek(start)
                try:
                    parts.append(memory.read(end - start))
                except OSError:
                    continue
    return b"".join(parts)


def test_many_sessions_leave_no_descriptor_and_no_process_behind(own, course):
    exercise, source = solution(course)
    own.grade(exercise, source)
    server = own.sandbox.forkserver(exercise.table.libraries)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(30):
        assert own.grade(exercise, source).status == "passed"
    assert len(os.listdir("/proc/self/fd")) <= before + 1
    deadline = time.monotonic() + 5
    while children(forkserver_of(server)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children(forkserver_of(server)) == []


def test_workers_without_autograd_have_a_forkserver_of_their_own_that_may_die(own, course):
    exercise, source = solution(course, "custom_backward")
    assert own.grade(exercise, source).status == "passed"
    forkserver = forkserver_of(own.sandbox.forkserver(exercise.table.libraries))
    deadline = time.monotonic() + 10
    while len(children(forkserver)) != 1:
        assert time.monotonic() < deadline, "the workers have not ended"
        time.sleep(0.05)
    (second,) = children(forkserver)
    os.kill(second, signal.SIGKILL)
    assert own.grade(exercise, source).status == "passed"
