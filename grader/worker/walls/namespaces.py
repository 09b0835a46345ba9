"""Leaving root behind, and the namespaces in which the forkserver and its workers live at the level `full`."""

from __future__ import annotations

import os

from .kernel import PR_SET_DUMPABLE, checked, libc, prctl

NOBODY = 65534

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000


def become(uid: int) -> None:
    """Become this user for good, in no group but the one of the same number."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def drop_root() -> None:
    """Become an unprivileged uid for good: with uid 0, files that root may read stay readable without capabilities."""
    if os.getuid() == 0:
        become(NOBODY)
        prctl(PR_SET_DUMPABLE, 1, "prctl(PR_SET_DUMPABLE)")


def unshare_with_own_user(flags: int) -> None:
    """Enter these new namespaces and a user namespace that owns them, the uid staying what it is."""
    uid, gid = os.geteuid(), os.getegid()
    checked(libc.unshare(CLONE_NEWUSER | flags), "unshare")
    for name, line in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(line)


def own_pid_namespace() -> None:
    """Continue as PID 1 of a new PID namespace, with the right to make more; the caller's process waits and relays."""
    unshare_with_own_user(CLONE_NEWPID)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def fork_into_pid_namespace(home: int) -> int:
    """`os.fork`, with the child as PID 1 of a new PID namespace. `home`: a descriptor of the caller's own namespace."""
    checked(libc.unshare(CLONE_NEWPID), "unshare(CLONE_NEWPID)")
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid != 0:
            checked(libc.setns(home, CLONE_NEWPID), "setns")
    return pid
