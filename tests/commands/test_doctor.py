"""`grade doctor` with and without bubblewrap."""

from __future__ import annotations

import os
import subprocess
import sys

from grader.sandbox import levels

NAMES = (
    *("another user", "Landlock", "seccomp", "no new privileges", "no capabilities", "empty environment"),
    *("closed descriptors", "resource limits"),
)


def doctor(path: str) -> str:
    command = [sys.executable, "-P", "-m", "grader", "doctor"]
    environment = {**os.environ, "PATH": path, "COLUMNS": "200"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def states(text: str) -> dict[str, str]:
    """Layer -> on, off or unavailable."""
    found = {}
    for line in text.splitlines():
        for name in ("namespaces (bubblewrap)", *NAMES):
            if line.startswith(name):
                found[name] = line.removeprefix(name).split()[0]
    return found


def test_the_layers_of_a_machine_with_bubblewrap_are_on(sandbox) -> None:
    text = doctor(os.environ["PATH"])
    assert "level full. This level protects" in text
    seen = states(text)
    assert list(seen) == ["namespaces (bubblewrap)", *NAMES]
    assert {name for name, state in seen.items() if state != "on"} <= {"Landlock"}
    assert "torch" in text


def test_without_bubblewrap_it_says_how_to_get_it_and_what_still_protects() -> None:
    text = doctor("/nowhere")
    assert "bwrap is not installed" in text
    assert "apt-get install bubblewrap" in text
    seen = states(text)
    assert seen["namespaces (bubblewrap)"] == "off"
    assert (seen["seccomp"], seen["no new privileges"], seen["resource limits"]) == ("on", "on", "on")
    best = "container" if levels.container().state == "on" else "partial"
    assert f"level {best}. This level protects" in text
    assert "The level full is not available: bwrap is not installed." in text


def test_every_layer_that_is_missing_comes_with_a_remedy() -> None:
    assert all(layer.remedy for layer in levels.layers() if layer.state != "on")
