"""Forkservers at every level: a killed one costs no student a grade, none knows a secret, none is left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from every_level import at_every_level, forkserver_of
from sandboxed import TIGHT, ask, session
from waiting import alive, children, until

from grader.courses.course import Course, CourseExercise
from grader.errors import SandboxError
from grader.sandbox import channel
from grader.sandbox.forkserver import Forkserver
from grader.sessions.session import Sandbox
from grader.submission.source import Source

FOLDER = "def folder():\n    return os.getcwd()\n"
AT_FULL = "its folder is a /tmp in memory, which goes with its namespaces"


def solution(course: Course, name: str = "mse_gradient") -> tuple[CourseExercise, Source]:
    exercise = course.exercises[name]
    return exercise, Source(name, "s.py", "s.py", {"s.py": (exercise.folder / "solution.py").read_bytes()})


@at_every_level()
def test_a_right_answer_passes_and_its_forkserver_is_warm_and_single_threaded(warm, course) -> None:
    exercise, source = solution(course, "clamp_mlp")
    result = warm.grade(exercise, source)
    assert result.status == "passed", [(check.name, check.message) for check in result.checks]
    pid = forkserver_of(warm.sandbox.forkserver(exercise.spec.libraries))
    assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1
    assert "libtorch_cpu" in Path(f"/proc/{pid}/maps").read_text()


@at_every_level()
def test_workers_without_autograd_have_their_own_forkserver_that_may_die(warm, course) -> None:
    exercise, source = solution(course, "custom_backward")
    assert warm.grade(exercise, source).status == "passed"
    forkserver = forkserver_of(warm.sandbox.forkserver(exercise.spec.libraries))
    until(lambda: len(children(forkserver)) == 1, what="the workers have not ended")
    (second,) = children(forkserver)
    os.kill(second, signal.SIGKILL)
    assert warm.grade(exercise, source).status == "passed"


@at_every_level()
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_killed_or_stopped_forkserver_is_replaced(own, course, how, monkeypatch) -> None:
    monkeypatch.setattr(channel, "FORK_S", 2)
    exercise, source = solution(course)
    assert own.grade(exercise, source).status == "passed"
    os.kill(forkserver_of(own.sandbox.forkserver(exercise.spec.libraries)), how)
    assert own.grade(exercise, source).status == "passed"


@pytest.fixture
def origin(level, contained) -> Iterator[Forkserver]:
    """A forkserver that others are forked from."""
    server = Forkserver.seeing(("numpy",), (), level)
    server.start()
    yield server
    server.close()


def forked_from(origin: Forkserver) -> Sandbox:
    return Sandbox(origin.level, TIGHT, origins={("numpy",): origin.control})


@at_every_level()
@pytest.mark.parametrize("how", ["closed", "killed"])
def test_a_forkserver_that_ends_takes_its_workers_along_and_no_other_of_its_origin(level, origin, how) -> None:
    one, other = forked_from(origin), forked_from(origin)
    with one, other, session(one, FOLDER) as first, session(other, FOLDER) as second:
        first.loaded()
        (server,) = children(forkserver_of(origin))
        (theirs,) = children(server)
        folder = ask(second, "folder")
        if how == "closed":
            one.forkserver(("numpy",)).close()
        else:
            os.kill(server, signal.SIGKILL)
        assert until(lambda: not alive(theirs))
        assert ask(second, "folder") == folder


@at_every_level()
def test_a_forkserver_whose_origin_has_gone_starts_by_itself(level, origin) -> None:
    with forked_from(origin) as before, forked_from(origin) as after:
        before.forkserver(("numpy",)).start()
        origin.close()
        for sandbox in (before, after):
            with session(sandbox, FOLDER) as worker:
                assert ask(worker, "folder")


@at_every_level()
def test_a_sandbox_that_cannot_start_is_ungraded_and_never_failed(own, course, monkeypatch) -> None:
    monkeypatch.setattr(Forkserver, "_command", lambda self, control: ["/bin/false"])
    result = own.grade(*solution(course))
    assert (result.status, own.layers) == ("ungraded", [])
    assert {(check.status, check.cause) for check in result.checks} == {("ungraded", None)}


@at_every_level()
def test_a_missing_program_is_a_sandbox_error_that_names_it(level, monkeypatch) -> None:
    monkeypatch.setattr(Forkserver, "_command", lambda self, control: ["/nowhere/bwrap"])
    with pytest.raises(SandboxError, match=r"cannot be started.*/nowhere/bwrap"):
        Forkserver(("numpy",), ("numpy",), level).start()


@at_every_level()
def test_nothing_outlives_a_grader_that_is_killed(level, contained) -> None:
    code = (
        "from grader.sessions.session import Sandbox\n"
        f"server = Sandbox({level!r}).forkserver(('numpy',)); server.start(); server.wait_until_started()\n"
        "print(server._process.pid, server._folder, flush=True)\n"
        "input()\n"
    )
    grader = subprocess.Popen([sys.executable, "-P", "-c", code], stdin=-1, stdout=subprocess.PIPE, text=True)
    with grader:
        pid, folder = grader.stdout.readline().split()
        assert alive(int(pid))
        assert os.path.isdir(folder) == (level != "full")
        grader.kill()
    until(lambda: not alive(int(pid)) and not os.path.exists(folder))


@at_every_level()
def test_a_worker_dies_with_its_forkserver(level, contained) -> None:
    with Sandbox(level, TIGHT) as sandbox, session(sandbox, FOLDER) as worker:
        worker.loaded()
        forkserver = forkserver_of(sandbox.forkserver(("numpy",)))
        (child,) = children(forkserver)
        os.kill(forkserver, signal.SIGKILL)
        assert until(lambda: not alive(child))


@at_every_level(full=AT_FULL)
def test_a_workers_folder_goes_with_it_and_everything_with_the_sandbox(level, contained) -> None:
    with Sandbox(level, TIGHT) as sandbox:
        with session(sandbox, FOLDER) as worker:
            folder = Path(ask(worker, "folder"))
            assert folder.is_dir()
        with session(sandbox, FOLDER) as worker:
            assert Path(ask(worker, "folder")) != folder
        until(lambda: not folder.exists())
        site = folder.parents[1]
    assert not site.exists()


@at_every_level()
def test_many_sessions_leave_no_descriptor_and_no_process_behind(own, course) -> None:
    exercise, source = solution(course)
    own.grade(exercise, source)
    server = own.sandbox.forkserver(exercise.spec.libraries)
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(30):
        assert own.grade(exercise, source).status == "passed"
    assert len(os.listdir("/proc/self/fd")) <= before + 1
    until(lambda: not children(forkserver_of(server)))


@at_every_level()
def test_the_forkserver_holds_no_secret(level, own, course) -> None:
    exercise, source = solution(course)
    own.seed = secret = "planted-in-the-trusted-process-" + "x" * 20
    own.grade(exercise, source)
    pid = forkserver_of(own.sandbox.forkserver(exercise.spec.libraries))
    if level == "full":
        assert "Uid:\t0\t" not in Path(f"/proc/{pid}/status").read_text()
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
