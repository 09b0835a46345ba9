"""The level `container`: no namespaces, and still nothing to be read, written, reached or left behind."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sandboxed import TIGHT, ask, session
from waiting import alive, until

import grader.worker
from grader import isolation
from grader.errors import StudentError
from grader.grade import Grading
from grader.sandbox import mounts
from grader.sandbox.forkserver import Forkserver
from grader.sandbox.session import Sandbox
from grader.submission.source import Source
from grader.worker import confine

pytestmark = pytest.mark.skipif(
    isolation.container().state != "on", reason=f"no level container: {isolation.container().detail}"
)

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
            "signal all": lambda: os.kill(-1, signal.SIGKILL),
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
        return [os.getcwd(), str(os.getuid()), str(sorted(os.environ))]

    def floods(with_files):
        for number in range(100_000):
            if with_files:
                with open(str(number), "wb") as file:
                    file.write(bytes(500_000))
            else:
                threading.stack_size(65536)
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
                time.sleep(0.001)

    def loops():
        while True:
            pass
"""
HARMLESS = {"write in its folder", "a temporary file", "import later", "a thread", "nothing"}


@pytest.fixture(scope="module")
def contained():
    with Sandbox("container", TIGHT) as sandbox:
        yield sandbox


def assert_held(sandbox: Sandbox, tmp_path: Path, course) -> list[str]:
    """All probes in one worker; returns its layers."""
    secret = tmp_path / "roster.csv"
    secret.write_text("a name")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    solution = course.exercises["mse_gradient"].folder / "solution.py"
    victim = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with session(sandbox, PROBES) as worker:
            outcome = ask(worker, "probes", victim.pid, str(secret), str(solution))
            assert {what for what, how in outcome.items() if how == "done"} == HARMLESS
            assert victim.poll() is None
            return worker.layers
    finally:
        victim.kill()
        victim.wait()


def test_nothing_is_read_written_or_reached_that_is_not_the_workers_own(contained, tmp_path, course):
    layers = assert_held(contained, tmp_path, course)
    assert {"Landlock", "seccomp", "no capabilities", "no new privileges", "empty environment"} <= set(layers)
    assert "namespaces" not in layers


def public_python() -> str:
    """A Python of this one's version that every user may run."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for path in (mounts.python(), f"/usr/bin/python{version}", f"/usr/local/bin/python{version}"):
        if os.path.exists(path) and all(parent.stat().st_mode & 1 for parent in Path(path).parents):
            return path
    pytest.skip(f"every Python {version} here is in a folder that only root may enter")


@pytest.fixture
def readable_by_all(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets workers read the libraries and the engine's own side, which may lie in a folder that is root's alone."""
    with tempfile.TemporaryDirectory() as name:
        folder, find = Path(name), mounts.package_paths
        folder.chmod(0o755)
        if not all(parent.stat().st_mode & 1 for parent in folder.parents):
            pytest.skip(f"temporary files are in a folder that only root may enter: {folder.parent}")

        @functools.cache
        def copy(path: Path) -> Path:
            return Path((shutil.copytree if path.is_dir() else shutil.copy2)(path, folder / path.name))

        worker = copy(Path(grader.worker.__file__).parent)
        monkeypatch.setattr(grader.worker, "__file__", str(worker / "__init__.py"))
        monkeypatch.setattr(mounts, "package_paths", lambda roots: {k: copy(path) for k, path in find(roots).items()})
        yield


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_root_gives_every_worker_a_user_of_its_own(monkeypatch, tmp_path, course, readable_by_all):
    path = public_python()
    monkeypatch.setattr(mounts, "python", lambda: path)
    monkeypatch.setattr(sys, "base_prefix", str(Path(path).parents[1]))
    with Sandbox("container", TIGHT) as sandbox:
        assert "another user" in assert_held(sandbox, tmp_path, course)
        users = []
        for _ in range(2):
            with session(sandbox, PROBES) as worker:
                users.append(int(ask(worker, "place").items[1]))
    assert len(set(users)) == 2
    assert all(confine.FIRST_UID <= user < confine.FIRST_UID + confine.UIDS for user in users)


def test_a_workers_folder_goes_with_it_and_everything_with_the_sandbox(tmp_path):
    with Sandbox("container", TIGHT) as sandbox:
        with session(sandbox, PROBES) as worker:
            folder = Path(ask(worker, "place").items[0])
            assert folder.is_dir()
        with session(sandbox, PROBES) as worker:
            assert Path(ask(worker, "place").items[0]) != folder
        until(lambda: not folder.exists())
        site = folder.parents[1]
    assert not site.exists()


def test_a_worker_that_fills_its_folder_is_told_so(contained):
    with session(contained, PROBES) as worker, pytest.raises(StudentError, match="wrote more than 2 MiB") as caught:
        ask(worker, "floods", True)
    assert caught.value.cause == "died"


def test_a_worker_with_too_many_threads_is_told_so(contained):
    with session(contained, PROBES) as worker, pytest.raises(StudentError, match="thread"):
        ask(worker, "floods", False)


def test_a_worker_dies_with_its_forkserver(contained):
    with Sandbox("container", TIGHT) as sandbox, session(sandbox, PROBES) as worker:
        worker.loaded()
        server = sandbox.forkserver(("numpy",))._process.pid
        (child,) = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        os.kill(server, signal.SIGKILL)
        until(lambda: not alive(int(child)))


@pytest.mark.parametrize("name", ["mse_gradient", "clamp_mlp"])
def test_a_right_answer_passes_as_at_the_full_level(course, name):
    exercise = course.exercises[name]
    text = (exercise.folder / "solution.py").read_bytes()
    with Sandbox("container", course.limits) as sandbox:
        grading = Grading(course, sandbox, "container")
        result = grading.grade(exercise, Source(name, "s.py", "s.py", {"s.py": text}))
    assert result.status == "passed", [(check.name, check.message) for check in result.checks]
    assert "Landlock" in grading.layers


def test_a_container_that_cannot_start_is_ungraded_at_no_lower_level(course, monkeypatch):
    exercise = course.exercises["mse_gradient"]
    text = (exercise.folder / "solution.py").read_bytes()
    monkeypatch.setattr(Forkserver, "_command", lambda self, control: ["/bin/false"])
    with Sandbox("container", course.limits) as broken:
        grading = Grading(course, broken, "container")
        result = grading.grade(exercise, Source(exercise.id, "s.py", "s.py", {"s.py": text}))
    assert (result.status, grading.layers) == ("ungraded", [])
