"""`grade doctor` with and without bubblewrap."""

from __future__ import annotations

import os
import subprocess
import sys


def doctor(path: str) -> str:
    command = [sys.executable, "-P", "-m", "grader", "doctor"]
    environment = {**os.environ, "PATH": path, "COLUMNS": "200"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_layers_of_a_machine_with_bubblewrap_are_on(sandbox):
    text = doctor(os.environ["PATH"])
    assert "level full" in text
    assert "unavailable" not in text
    assert "2.13" in text or "torch" in text


def test_without_bubblewrap_it_says_how_to_get_it_and_what_still_protects():
    text = doctor("/nowhere")
    assert "bwrap is not installed" in text
    assert "apt-get install bubblewrap" in text
    assert "level partial" in text
    assert "seccomp" in text
