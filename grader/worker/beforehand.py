"""What a forkserver settles before there is a worker: whether each can be another user, and a try of all the steps."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Iterable

from . import confine, namespaces

_NEEDED = {0: "CHOWN", 1: "DAC_OVERRIDE", 5: "KILL", 6: "SETGID", 7: "SETUID"}


def obstacle_to_other_users(readable: Iterable[str]) -> str:
    """Why workers cannot each become another user here; empty if they can. It is tried."""
    if os.geteuid() != 0:
        return "only root can become another user"
    with open("/proc/self/status") as file:
        mask = next(int(line.split()[1], 16) for line in file if line.startswith("CapEff"))
    if lacking := [name for bit, name in _NEEDED.items() if not mask >> bit & 1]:
        return f"root lacks the capabilities {', '.join(lacking)} here"
    ours, theirs = os.pipe()
    if not (child := os.fork()):
        try:
            namespaces.become(confine.FIRST_UID)
            hidden = next((path for path in readable if not _openable(path)), "")
            os.write(theirs, f"other users may not read {hidden}".encode() if hidden else b"")
        except OSError as error:
            os.write(theirs, str(error).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as answer:
        reason = answer.read().decode(errors="replace")
    os.waitpid(child, 0)
    return reason


def _openable(path: str) -> bool:
    return os.access(path, os.R_OK | (os.X_OK if os.path.isdir(path) else 0))


def rehearse(walls: str, folder: str) -> None:
    """Take all the steps in this process, without a student. Prints their names, and why there is no other user.

    walls: as JSON. folder: an empty one, for the levels that need it.
    """
    read = json.loads(walls)
    own = confine.Walls(read["level"], tuple(read["readable"]), tuple(read["devices"]))
    obstacle = ""
    if own.level == "full":
        namespaces.drop_root()
        namespaces.own_pid_namespace()
    elif not (obstacle := obstacle_to_other_users((*own.readable, os.path.dirname(folder)))):
        own = dataclasses.replace(own, uids=True)
        os.chown(folder, confine.FIRST_UID, confine.FIRST_UID)
    try:
        taken = confine.confine(confine.Cell(own, confine.Limits(10, 2**28, 2**20, 64, 64), folder, confine.FIRST_UID))
    except confine.Unconfined as error:
        sys.exit(f"{error.step}: {error}")
    print(json.dumps({"layers": taken, "obstacle": obstacle}), flush=True)
    os._exit(0)
