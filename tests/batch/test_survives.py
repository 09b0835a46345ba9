"""A grading process that dies costs no student a grade: here, and on a Dask cluster."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from small_class import answer, command, hand_in
from waiting import alive, arguments, children, descendants, program, until

COUNT = 60
"""Enough that a process is killed in the middle."""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(COUNT):
        hand_in(tmp_path / "class", f"s{number:02}", mse_gradient=answer("mse_gradient") + b"# %d\n" % number)
    return tmp_path / "class"


def reports(out: Path) -> int:
    return len(list(out.glob("*/index.html")))


def started(folder: Path, out: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command once it has graded one student; it is stopped, so that something is left to grade."""
    running = subprocess.Popen(
        [*command(folder, out, "--json"), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )

    def has_graded_somebody() -> int:
        assert running.poll() is None, running.communicate()
        return reports(out)

    until(has_graded_somebody, 120)
    running.send_signal(signal.SIGSTOP)
    return running


def killed(pid: int, out: Path) -> bool:
    """Whether that was in the middle: something was left to grade."""
    os.kill(pid, signal.SIGKILL)
    return reports(out) < COUNT


def statuses(running: subprocess.Popen[str], out: Path) -> list[str]:
    """The status of each student's exercise, once the command has gone on and ended."""
    running.send_signal(signal.SIGCONT)
    told, errors = running.communicate(timeout=120)
    assert running.returncode == 0, errors
    assert json.loads(told)["ungraded"] == 0
    documents = [json.loads((folder / "result.json").read_text()) for folder in sorted(out.glob("s*"))]
    return [document["exercises"][0]["status"] for document in documents]


def job(command: int) -> int:
    """A process that grades: a child of multiprocessing's server."""
    (server,) = (pid for pid in children(command) if "multiprocessing.forkserver" in " ".join(arguments(pid)))
    return children(server)[0]


def test_a_grading_process_that_is_killed_is_replaced(sandbox, many, tmp_path) -> None:
    running = started(many, tmp_path / "out")
    assert killed(job(running.pid), tmp_path / "out")
    assert statuses(running, tmp_path / "out") == ["passed"] * COUNT


def test_where_the_jobs_common_forkserver_is_killed_each_starts_its_own(sandbox, many, tmp_path) -> None:
    running = started(many, tmp_path / "out")
    common = [pid for pid in children(running.pid) if program(pid) == "bwrap"]
    assert len(common) == 1
    assert killed(common[0], tmp_path / "out")
    assert statuses(running, tmp_path / "out") == ["passed"] * COUNT


def test_nothing_outlives_the_command(sandbox, many, tmp_path) -> None:
    running = started(many, tmp_path / "out")
    below = descendants(running.pid)
    running.kill()
    running.communicate()
    assert below
    assert until(lambda: not any(map(alive, below)))


def test_a_command_that_is_killed_says_nothing_about_semaphores(sandbox, many, tmp_path) -> None:
    """Python's own clean-up process, which outlives the command, has the same stderr."""
    running = started(many, tmp_path / "out")
    running.kill()
    _, said = running.communicate(timeout=30)
    assert "leaked" not in said and "resource_tracker" not in said


@pytest.mark.slow
def test_a_cluster_survives_the_death_of_a_worker(sandbox, many, tmp_path) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed (pip install distributed)")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=str(tmp_path)
    ) as cluster:
        running = started(many, tmp_path / "out", "--cluster", cluster.scheduler_address)
        assert killed(next(iter(cluster.workers.values())).pid, tmp_path / "out")
        assert statuses(running, tmp_path / "out") == ["passed"] * COUNT
