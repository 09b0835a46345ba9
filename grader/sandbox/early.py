"""Forkservers started before it is known that their level is available: the start itself tries it.

A separate preflight takes a tenth of a second, for which a student would wait. So the strongest level is presumed where
bubblewrap is installed, and torch is imported behind it while the caller goes on. A forkserver at `full` takes all
steps of a worker once, before it imports anything (`worker/forkserver.py`): one that does not come up is started again
at the level that the preflight finds.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping

from grader.errors import SandboxError
from grader.outcomes.result import Level

from . import levels
from .forkserver import Forkserver

Servers = dict[tuple[str, ...], Forkserver]
Needed = Mapping[tuple[str, ...], tuple[str, ...]]
"""A set of libraries -> the modules to import beyond them."""


def presumed(wanted: str) -> Level:
    """The level to start at for --isolation. Raises SandboxError where it is not available, if that was tried."""
    if wanted in ("auto", "full") and sys.platform == "linux" and shutil.which("bwrap"):
        return "full"
    return levels.level(wanted)


def start(level: Level, device: str, needed: Needed) -> Servers:
    """Forkservers that may not come up. Raises SandboxError where the program is missing."""
    card, servers = levels.gpu(device, level), Servers()
    try:
        for libraries, preload in needed.items():
            servers[libraries] = Forkserver.seeing(libraries, preload, level, card)
            servers[libraries].start()
    except BaseException:
        close(servers)
        raise
    return servers


def settled(servers: Servers, wanted: str, device: str, needed: Needed) -> Servers:
    """These once they have come up, or others at the level that is available. Raises SandboxError where none is."""
    try:
        for server in servers.values():
            server.wait_until_started()
    except SandboxError:
        close(servers)
        return start(levels.level(wanted), device, needed)
    return servers


def close(servers: Servers) -> None:
    for server in servers.values():
        server.close()
