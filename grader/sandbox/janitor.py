"""A small process that removes a forkserver's folder, also when the grader is killed and cannot do it itself.

It waits at a pipe whose other end only the grader holds. When that end closes, for whatever reason, it removes the
folder, trying again for a while: the last workers take a moment to die. It reads nothing that a student wrote.
"""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

_WAIT_AND_REMOVE = """
read -r _
tries=0
until rm -rf "$1" || [ $tries -ge 200 ]; do sleep 0.02; tries=$((tries + 1)); done
"""


class Janitor:
    """Raises OSError where there is no shell."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _WAIT_AND_REMOVE, "sh", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin"},
            cwd="/",
            start_new_session=True,  # what ends the grader must not end it too
        )

    def clear(self) -> None:
        """Let it go to work, and wait until it is done."""
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.communicate(timeout=10)
