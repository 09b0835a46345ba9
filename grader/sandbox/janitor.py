"""A small process that clears up behind a forkserver, also when the grader is killed and cannot do it itself.

It waits at a pipe whose other end only the grader holds. When that end closes, for whatever reason, it removes the
forkserver's folder and its control groups, trying again for a while: the last processes in a group take a moment to
die. It reads nothing that a student has a say in.
"""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Sequence
from pathlib import Path

_WAIT_AND_CLEAR = """
read -r _
folder=$1; shift
tries=0
while [ $tries -lt 200 ]; do
    left=
    [ -z "$folder" ] || rm -rf "$folder" || left=1
    for group; do [ ! -d "$group" ] || rmdir "$group" || left=1; done
    [ -n "$left" ] || exit 0
    sleep 0.02; tries=$((tries + 1))
done
"""

ENTER = """
groups=$1; shift
for group in $groups; do echo $$ > "$group/cgroup.procs"; done
exec "$@"
"""
"""A shell that enters the groups (their paths, which have no spaces) and becomes the program."""


class Janitor:
    """Raises OSError where there is no shell."""

    def __init__(self, folder: Path | None, groups: Sequence[Path]) -> None:
        # In a session of its own, so that what ends the grader does not end it too.
        command = ["/bin/sh", "-c", _WAIT_AND_CLEAR, "sh", str(folder or ""), *map(str, groups)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin"},
            cwd="/",
            start_new_session=True,
        )

    def clear(self) -> None:
        """Let it go to work, and wait until it is done."""
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            self._process.communicate(timeout=10)
