"""Control groups: found, entered, named when they are hit, and gone afterwards, whoever is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sandboxed import TIGHT, ask, session

from grader.errors import StudentError
from grader.sandbox import cgroup
from grader.sessions.session import Sandbox

needed = pytest.mark.skipif(bool(cgroup.available()), reason=f"no cgroups can be made: {cgroup.available()}")

HOG = """
    import numpy

    def fill(megabytes):
        numpy.ones(megabytes * 2**17)
        return 1
"""


def groups_of(pid: int) -> list[Path]:
    return [path for place in cgroup.hierarchies() for path in place.folder.glob(f"autograd-grader-{pid}-*")]


@needed
def test_a_forkserver_has_a_group_while_it_lives():
    with Sandbox("full", TIGHT) as sandbox, session(sandbox, HOG) as worker:
        assert ask(worker, "fill", 1) == 1
        group = sandbox.forkserver(("numpy",))._group
        assert "cgroups" in worker.layers
        assert str(sandbox.forkserver(("numpy",))._process.pid) in (group.memory / "cgroup.procs").read_text().split()
    assert [folder for folder in group.folders if folder.exists()] == []


@needed
def test_the_memory_of_all_workers_together_is_bounded_and_the_bound_is_named(monkeypatch):
    monkeypatch.setattr(cgroup, "LIBRARIES", -2 * TIGHT.memory + 150 * 2**20)
    with Sandbox("full", TIGHT) as sandbox:
        with session(sandbox, HOG) as worker, pytest.raises(StudentError, match="more memory") as caught:
            ask(worker, "fill", 300)
        assert caught.value.cause == "out_of_memory"
        with session(sandbox, HOG) as neighbour:
            assert ask(neighbour, "fill", 1) == 1


@needed
@pytest.mark.parametrize("level", ["full", "container"])
def test_a_grader_that_is_killed_leaves_no_group_and_no_folder(level):
    code = (
        "from grader.sessions.session import Sandbox\n"
        "import time\n"
        f"server = Sandbox({level!r}).forkserver(('numpy',)); server.start(); server._wait_until_started()\n"
        "print(server._folder, flush=True)\n"
        "time.sleep(60)\n"
    )
    grader = subprocess.Popen([sys.executable, "-P", "-c", code], stdout=subprocess.PIPE, text=True)
    folder = grader.stdout.readline().strip()
    assert groups_of(grader.pid)
    grader.kill()
    grader.wait()
    grader.stdout.close()
    deadline = time.monotonic() + 10
    while (groups_of(grader.pid) or os.path.exists(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (groups_of(grader.pid), os.path.exists(folder)) == ([], False)


def test_where_no_group_can_be_made_a_grading_goes_on_without(monkeypatch):
    def refused(memory):
        raise PermissionError("read-only")

    monkeypatch.setattr(cgroup, "make", refused)
    with Sandbox("full", TIGHT) as sandbox, session(sandbox, HOG) as worker:
        assert ask(worker, "fill", 1) == 1
        assert "cgroups" not in worker.layers


@pytest.fixture
def proc(tmp_path, monkeypatch):
    """A machine with these lines in /proc/self."""
    monkeypatch.setattr(cgroup, "PROC", tmp_path)

    def write(groups: str, mounts: str) -> None:
        (tmp_path / "cgroup").write_text(groups)
        (tmp_path / "mountinfo").write_text(mounts)

    return write


def test_version_2_is_bounded_by_its_own_files(tmp_path, proc):
    own = tmp_path / "fs" / "job"
    own.mkdir(parents=True)
    (own / "cgroup.subtree_control").write_text("memory pids cpu")
    proc("0::/job\n", f"30 24 0:26 / {tmp_path}/fs rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n")
    (place,) = cgroup.hierarchies()
    assert (place.folder, place.version) == (own, 2)
    assert place.controllers == {"memory", "pids", "cpu"}
    group = cgroup.make(2**20)
    assert group.memory.parent == own
    assert int((group.memory / "memory.max").read_text()) == cgroup.LIBRARIES + 2 * 2**20
    assert int((group.memory / "pids.max").read_text()) == cgroup.PROCESSES
    (group.memory / "memory.events").write_text("low 0\noom 2\noom_kill 1\n")
    assert group.out_of_memory() == 1


def test_a_version_2_that_hands_nothing_on_is_left_alone(tmp_path, proc):
    (tmp_path / "fs").mkdir()
    (tmp_path / "fs" / "cgroup.subtree_control").mkdir()  # neither read nor written
    proc("0::/\n", f"30 24 0:26 / {tmp_path}/fs rw - cgroup2 cgroup2 rw\n")
    assert cgroup.available() != ""
    assert [path.name for path in (tmp_path / "fs").iterdir()] == ["cgroup.subtree_control"]
