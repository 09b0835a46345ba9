"""What is tried before any worker starts: whether each can be another user, and all the steps of a level.

`take_all_steps` is a program of its own, for whoever asks for a level; `refusal` asks within a forkserver that starts.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Iterable
from typing import Literal, NamedTuple

from . import confine, namespaces

_NEEDED = {0: "CHOWN", 1: "DAC_OVERRIDE", 5: "KILL", 6: "SETGID", 7: "SETUID"}


class Obstacle(NamedTuple):
    """Why workers cannot each become another user: the kind, for code to test, and the reason in words."""

    kind: Literal["not root", "capabilities", "unreadable", "refused"]
    reason: str


def obstacle_to_other_users(readable: Iterable[str]) -> Obstacle | None:
    """None if workers can each become another user. It is tried."""
    if os.geteuid() != 0:
        return Obstacle("not root", "only root can become another user")
    with open("/proc/self/status") as file:
        mask = next(int(line.split()[1], 16) for line in file if line.startswith("CapEff"))
    if lacking := [name for bit, name in _NEEDED.items() if not mask >> bit & 1]:
        return Obstacle("capabilities", f"root lacks the capabilities {', '.join(lacking)} here")
    ours, theirs = os.pipe()
    if not (child := os.fork()):
        try:
            namespaces.become(confine.FIRST_UID)
            hidden = next((path for path in readable if not _openable(path)), "")
            found = Obstacle("unreadable", f"other users may not read {hidden}") if hidden else None
            os.write(theirs, json.dumps(found).encode())
        except OSError as error:
            os.write(theirs, json.dumps(Obstacle("refused", str(error))).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as answer:
        told = json.load(answer)
    os.waitpid(child, 0)
    return told and Obstacle(*told)


def _openable(path: str) -> bool:
    return os.access(path, os.R_OK | (os.X_OK if os.path.isdir(path) else 0))


TRIED = confine.ResourceLimits(10, 2**28, 2**20, 64, 64)


def refusal(policy: confine.SandboxPolicy) -> str:
    """Why a worker at `full` cannot be confined here, in words; empty if it can. A child of this process tries it."""
    ours, theirs = os.pipe()
    if not (child := os.fork()):
        try:
            confine.confine(confine.WorkerConfig(policy, TRIED, "", confine.FIRST_UID))
            os.write(theirs, b"confined")
        except confine.ConfinementError as error:
            os.write(theirs, f"{error.step}: {error}".encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as answer:
        told = answer.read().decode()
    os.waitpid(child, 0)
    return "" if told == "confined" else told or "a worker ended while it was confined"


def take_all_steps(policy: str, folder: str) -> None:
    """Takes all the steps in this process, without student code. Prints their names, and the obstacle to other users.

    policy: as JSON. folder: an empty one, for the levels that need it.
    """
    read = json.loads(policy)
    own = confine.SandboxPolicy(read["level"], tuple(read["readable"]), tuple(read["devices"]))
    obstacle = None
    if own.level == "full":
        namespaces.drop_root()
        namespaces.own_pid_namespace()
    elif (obstacle := obstacle_to_other_users((*own.readable, os.path.dirname(folder)))) is None:
        own = dataclasses.replace(own, uids=True)
        os.chown(folder, confine.FIRST_UID, confine.FIRST_UID)
    try:
        taken = confine.confine(confine.WorkerConfig(own, TRIED, folder, confine.FIRST_UID))
    except confine.ConfinementError as error:
        sys.exit(f"{error.step}: {error}")
    print(json.dumps({"layers": taken, "obstacle": obstacle}), flush=True)
    os._exit(0)
