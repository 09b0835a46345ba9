"""Preflight: runs all confinement steps once in a process without student code."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from grader.message import say
from grader.outcomes.result import Level
from grader.worker.walls.confine import SandboxPolicy
from grader.worker.walls.preflight import Obstacle

from . import mounts
from .forkserver import linked_site

WAIT_S = 30


@dataclass(frozen=True)
class Preflight:
    """layers: the steps that were taken. reason: why the level is not available, empty if it is.

    obstacle: why workers cannot each be another user; None if they can or need not.
    """

    layers: tuple[str, ...] = ()
    reason: str = ""
    obstacle: Obstacle | None = None

    @property
    def worked(self) -> bool:
        return not self.reason


@functools.cache
def run_preflight(level: Level) -> Preflight:
    """Takes all confinement steps of this level."""
    try:
        done = _behind_bubblewrap() if level == "full" else _outside(level)
    except subprocess.TimeoutExpired:
        return Preflight(reason=say("no answer within {seconds} s", seconds=WAIT_S))
    except OSError as error:
        return Preflight(reason=str(error))
    try:
        said = json.loads(done.stdout)
        return Preflight(tuple(said["layers"]), "", said["obstacle"] and Obstacle(*said["obstacle"]))
    except ValueError:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        return Preflight(reason=(lines or [say("no reason given")])[-1])


def _behind_bubblewrap() -> subprocess.CompletedProcess[bytes]:
    policy = SandboxPolicy("full", mounts.readable_inside())
    program = _program(str(Path(mounts.WORKER).parent), policy, "")
    return _run([shutil.which("bwrap") or "bwrap", *mounts.bubblewrap_arguments((), program)])


def _outside(level: Level) -> subprocess.CompletedProcess[bytes]:
    with tempfile.TemporaryDirectory(prefix="grader-site-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # workers may be other users
        own = folder / "workers" / "1"
        own.mkdir(parents=True)
        linked_site(folder / "site", ())
        policy = SandboxPolicy(level, mounts.readable_outside((), str(folder / "site")))
        return _run(_program(str(folder / "site"), policy, str(own)))


def _program(site: str, policy: SandboxPolicy, folder: str) -> list[str]:
    code = f"import sys; sys.dont_write_bytecode = True; sys.path[:0] = [{site!r}]; from worker.walls import preflight"
    code += "; preflight.take_all_steps(*sys.argv[1:])"
    return [mounts.python(), "-P", "-s", "-S", "-c", code, json.dumps(vars(policy)), folder]


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
