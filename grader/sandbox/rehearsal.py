"""Trying a level before anything runs at it: a process that takes all of a worker's steps, and no student."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.outcomes.result import Level
from grader.worker.confine import Walls

from . import mounts
from .forkserver import linked_site

WAIT_S = 30


@dataclass(frozen=True)
class Rehearsal:
    """layers: the steps that were taken. reason: why the level cannot be had, empty if it can.

    obstacle: why workers cannot each be another user, empty if they can or need not.
    """

    layers: tuple[str, ...] = ()
    reason: str = ""
    obstacle: str = ""

    @property
    def worked(self) -> bool:
        return not self.reason


@functools.cache
def rehearse(level: Level) -> Rehearsal:
    """All that a worker of this level does to itself, done."""
    try:
        done = _behind_bubblewrap() if level == "full" else _outside(level)
    except subprocess.TimeoutExpired:
        return Rehearsal(reason=f"no answer within {WAIT_S} s")
    except OSError as error:
        return Rehearsal(reason=str(error))
    try:
        said = json.loads(done.stdout)
        return Rehearsal(tuple(said["layers"]), "", said["obstacle"])
    except ValueError:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        return Rehearsal(reason=(lines or ["no reason given"])[-1])


def _behind_bubblewrap() -> subprocess.CompletedProcess[bytes]:
    walls = Walls("full", mounts.readable_inside())
    program = _program(str(Path(mounts.WORKER).parent), walls, "")
    return _run([shutil.which("bwrap") or "bwrap", *mounts.bubblewrap_arguments((), program)])


def _outside(level: Level) -> subprocess.CompletedProcess[bytes]:
    with tempfile.TemporaryDirectory(prefix="grader-site-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # workers may be other users
        own = folder / "workers" / "1"
        own.mkdir(parents=True)
        linked_site(folder / "site", ())
        walls = Walls(level, mounts.readable_outside((), str(folder / "site")))
        return _run(_program(str(folder / "site"), walls, str(own)))


def _program(site: str, walls: Walls, folder: str) -> list[str]:
    code = f"import sys; sys.dont_write_bytecode = True; sys.path[:0] = [{site!r}]; from worker import beforehand"
    code += "; beforehand.rehearse(*sys.argv[1:])"
    return [mounts.python(), "-P", "-s", "-S", "-c", code, json.dumps(vars(walls)), folder]


def _run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command,
        capture_output=True,
        timeout=WAIT_S,
        stdin=subprocess.DEVNULL,
        env=mounts.ENVIRONMENT,
        cwd="/",
        check=False,
    )
