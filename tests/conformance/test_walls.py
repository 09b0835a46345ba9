"""What a worker cannot reach, leave or use up, tried at every level."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from every_level import at_every_level
from sandboxed import TIGHT, ask, session

import grader.worker
from grader.courses.course import Course
from grader.errors import StudentError
from grader.outcomes.result import Level
from grader.sandbox import mounts
from grader.sandbox.preflight import run_preflight
from grader.sessions.session import Sandbox
from grader.worker.walls import confine

PROBES = """
    def probes(victim, secret, solution):
        import numpy
        return {name: tried(act) for name, act in {
            "read a secret": lambda: open(secret).read(),
            "read a solution": lambda: open(solution).read(),
            "list the solutions": lambda: os.listdir(os.path.dirname(solution)),
            "list /tmp": lambda: os.listdir("/tmp"),
            "read the passwords": lambda: open("/etc/shadow").read(),
            "list the processes": lambda: os.listdir("/proc"),
            "another's environment": lambda: open(f"/proc/{victim}/environ").read(),
            "another's memory": lambda: open(f"/proc/{victim}/mem"),
            "another's descriptors": lambda: os.listdir(f"/proc/{victim}/fd"),
            "list the other workers": lambda: os.listdir(".."),
            "write to /tmp": lambda: open("/tmp/autograd-grader-residue", "w"),
            "write to /dev/shm": lambda: open("/dev/shm/autograd-grader-residue", "w"),
            "write to a library": lambda: open(numpy.__file__, "a"),
            "a folder": lambda: os.mkdir("folder"),
            "a link": lambda: os.symlink("/etc", "link"),
            "signal another": lambda: os.kill(victim, signal.SIGKILL),
            "signal all": lambda: os.kill(-1, 0),
            "limit another": lambda: resource.prlimit(victim, resource.RLIMIT_CPU, (0, 0)),
            "a process": os.fork,
            "a program": lambda: os.execv("/bin/true", ["true"]),
            "a socket": lambda: socket.socket(),
            "sockets to itself": lambda: socket.socketpair(),
            "torch": lambda: __import__("torch"),
            "write in its folder": lambda: open("own.txt", "w").write("x"),
            "a temporary file": lambda: tempfile.mkstemp(),
            "import later": lambda: __import__("statistics"),
            "a thread": lambda: threading.Thread(target=len, args=("",)).start(),
            "nothing": lambda: open("/dev/null", "w").write("x"),
        }.items()}

    def place():
        return {"user": os.getuid(), "environment": str(os.environ), "files": os.listdir(".")}

    def writes():
        for number in range(100_000):
            with open(str(number), "wb") as file:
                file.write(bytes(500_000))

    def starts_threads():
        for _ in range(100_000):
            threading.stack_size(65536)
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            time.sleep(0.001)

    def loops():
        while True:
            pass

    def hoards():
        return bytes(2**30)

    def prints():
        while True:
            print("x" * 10_000)
"""
HARMLESS = {"write in its folder", "a temporary file", "import later", "a thread", "nothing"}
OF_ITS_OWN_MOUNTS = {"list /tmp", "write to /tmp", "a folder", "a link", "list the processes"}
OF_FILES = {
    *("read a secret", "read a solution", "list the solutions", "list /tmp", "read the passwords"),
    *("list the processes", "another's environment", "another's memory", "another's descriptors"),
    *("list the other workers", "write to /tmp", "write to /dev/shm", "write to a library", "a folder", "a link"),
}
MAY: dict[Level, set[str]] = {"full": OF_ITS_OWN_MOUNTS, "container": set(), "partial": OF_FILES}
"""Beyond what is harmless. full: /tmp is its own and /proc is empty. partial: there is no Landlock."""


@pytest.fixture
def victim() -> Iterator[subprocess.Popen[bytes]]:
    """A process of the same user as the grader."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()
    for folder in ("/tmp", "/dev/shm"):
        Path(folder, "autograd-grader-residue").unlink(missing_ok=True)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user may enter, so that only the sandbox is in the way."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def assert_held(sandbox: Sandbox, victim: subprocess.Popen[bytes], public: Path, course: Course) -> list[str]:
    """All probes in one worker; returns its layers."""
    secret = public / "roster.csv"
    secret.write_text("a name")
    solution = course.exercises["mse_gradient"].folder / "solution.py"
    with session(sandbox, PROBES) as worker:
        outcome = ask(worker, "probes", victim.pid, str(secret), str(solution))
        done = {what for what, how in outcome.items() if how == "done"}
        assert HARMLESS <= done <= HARMLESS | MAY[sandbox.level]
        assert victim.poll() is None
        return worker.layers


@at_every_level()
def test_a_student_s_code_sees_its_own_name_as_its_arguments(contained) -> None:
    code = """
        at_load = [*sys.argv]
        def arguments():
            return {"argv": " ".join(at_load), "original": " ".join(sys.orig_argv)}
    """
    with session(contained, code) as worker:
        assert ask(worker, "arguments") == {"argv": "probe.py", "original": "python probe.py"}


@at_every_level(none="it bounds time, memory and output, no more")
def test_a_worker_reaches_nothing_but_its_own(contained, victim, public, course) -> None:
    assert_held(contained, victim, public, course)


@at_every_level()
def test_a_worker_takes_all_steps_of_its_level_and_names_them(level, contained) -> None:
    with session(contained, PROBES) as worker:
        worker.loaded()
        taken = list(run_preflight(level).layers)
        assert worker.layers[-len(taken) :] == taken
        assert {"empty environment", "closed descriptors"} <= set(worker.layers[: -len(taken)])
        depends_on_the_machine = {"another user"} | ({"Landlock"} if level == "full" else set())
        assert set(confine.LEVELS[level]) - set(taken) <= depends_on_the_machine


@at_every_level()
def test_no_variable_of_the_grader_and_no_file_of_another_worker_is_there(level, contained, monkeypatch) -> None:
    monkeypatch.setenv("GRADER_PLANTED", "a token")
    with Sandbox(level, TIGHT) as sandbox, session(sandbox, PROBES) as one, session(sandbox, PROBES) as other:
        assert "GRADER_PLANTED" not in ask(one, "place")["environment"]
        ask(one, "place")
        assert list(ask(other, "place")["files"].items) == []


@at_every_level()
@pytest.mark.parametrize(
    ("what", "causes", "words"),
    [
        ("loops", {"timed_out"}, "the 1 s allowed for one call"),
        ("hoards", {"out_of_memory"}, "more memory than it may use"),
        ("prints", {"too_much_output"}, "printed more than 4 MiB"),
        ("writes", {"died", "raised"}, r"wrote more than 2 MiB|No space left"),
        ("starts_threads", {"died", "raised"}, "thread"),
    ],
)
def test_what_a_worker_may_use_up_is_bounded_and_the_bound_is_named(contained, what, causes, words) -> None:
    limits = replace(TIGHT, call_s=1) if what == "loops" else TIGHT
    with session(Sandbox(contained.level, limits, None, contained.forkservers), PROBES) as worker:
        with pytest.raises(StudentError, match=words) as caught:
            ask(worker, what)
        assert caught.value.cause in causes


def public_python() -> str:
    """A Python of this one's version that every user may run."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for path in (mounts.python(), f"/usr/bin/python{version}", f"/usr/local/bin/python{version}"):
        if os.path.exists(path) and all(parent.stat().st_mode & 1 for parent in Path(path).parents):
            return path
    pytest.skip(f"every Python {version} here is in a folder that only root may enter")


def share_with_every_user(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets workers read NumPy and the worker's own code wherever this checkout lies: it may be root's alone."""
    if any(not parent.stat().st_mode & 1 for parent in folder.parents):
        pytest.skip(f"temporary files are in a folder that only root may enter: {folder}")
    sources = {**mounts.package_paths(("numpy", "msgspec", "ipython")), "worker": Path(grader.worker.__file__).parent}
    copies = {name: Path(shutil.copytree(path, folder / name)) for name, path in sources.items()}
    monkeypatch.setattr(grader.worker, "__file__", str(copies.pop("worker") / "__init__.py"))
    monkeypatch.setattr(mounts, "package_paths", lambda roots: copies)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
@at_every_level(full="one user for all, each in a user namespace", none="the workers stay who the grader is")
def test_root_gives_every_worker_its_own_user(level, contained, victim, monkeypatch, public, course) -> None:
    path = public_python()
    monkeypatch.setattr(mounts, "python", lambda: path)
    monkeypatch.setattr(sys, "base_prefix", str(Path(path).parents[1]))
    share_with_every_user(public, monkeypatch)
    with Sandbox(level, TIGHT) as sandbox:
        assert "another user" in assert_held(sandbox, victim, public, course)
        with session(sandbox, PROBES) as one, session(sandbox, PROBES) as other:
            users = {ask(worker, "place")["user"] for worker in (one, other)}
    assert len(users) == 2
    assert all(confine.FIRST_UID <= user < confine.FIRST_UID + confine.UIDS for user in users)
