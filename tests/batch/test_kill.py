"""After a kill at any moment, the next run ends with the same gradebook as a run that was not interrupted."""

from __future__ import annotations

import functools
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from gradebook_dump import dump
from small_class import answer, command, hand_in
from waiting import at_some_moment, descendants, until

from grader import gradebook

PARTS = 5
KILLS = int(os.environ.get("GRADER_KILLS", "5")) // PARTS
"""Of each part: they run beside each other."""


def make_class(folder: Path) -> Path:
    for number in range(12):
        right = answer("mse_gradient") if number % 3 else answer("mse_gradient", "sums_instead_of_mean")
        hand_in(folder, f"s{number:02}", mse_gradient=right + b"# %d\n" % number)
    return folder


def left_behind(out: Path) -> dict[str, object]:
    with gradebook.open(out / "gradebook.sqlite") as book:
        rows = dump(book)
    return {"dump": rows, "csv": sorted((out / "gradebook.csv").read_bytes().splitlines())}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_random_moments_it_ends_as_if_undisturbed(part, sandbox, tmp_path) -> None:
    students = make_class(tmp_path / "class")
    started = time.monotonic()
    subprocess.run(command(students, tmp_path / "undisturbed"), check=True, capture_output=True, timeout=120)
    whole_s = time.monotonic() - started
    expected, moments = left_behind(tmp_path / "undisturbed"), random.Random(part)
    killed = 0
    while killed < KILLS:
        out, before = tmp_path / f"out{killed}", killed
        while killed < KILLS:  # one folder is killed again and again until a run gets through
            begun = time.monotonic()
            running = subprocess.Popen(
                command(students, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            if at_some_moment(running, moments.uniform(0, whole_s)):
                if killed == before:  # the very first run of all may have waited for a cold disk
                    whole_s = min(whole_s, time.monotonic() - begun)
                break
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
            killed += 1
        subprocess.run(command(students, out), check=True, capture_output=True, timeout=120)
        assert left_behind(out) == expected, killed
    print(f"killed {killed} times, the gradebook was the same each time")


STARTING = {
    "its libraries": lambda pid, out: "msgspec" in Path(f"/proc/{pid}/maps").read_text(),
    "its gradebook": lambda pid, out: (out / "gradebook.sqlite").exists(),
    "its processes": lambda pid, out: descendants(pid),
}
"""The processes that a command has started when it is stopped."""


@pytest.mark.slow
@pytest.mark.parametrize("whom", [os.killpg, os.kill], ids=["the terminal's whole group", "the command alone"])
def test_stopped_by_ctrl_c_while_it_starts_it_says_so_and_nothing_more(whom, sandbox, tmp_path) -> None:
    students = make_class(tmp_path / "class")
    for number, has_started in enumerate(STARTING.values()):
        out = tmp_path / f"out{number}"
        starting = subprocess.Popen(
            command(students, out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        until(functools.partial(has_started, starting.pid, out))
        whom(starting.pid, signal.SIGINT)
        said = starting.communicate(timeout=60)[1]
        assert starting.returncode in (0, 130, -signal.SIGINT)  # the last: before any of ours ran
        assert starting.returncode == -signal.SIGINT or "Traceback" not in said, said
