"""Landlock: the kernel refuses this process every file that is not on a list, as any user.

Needs neither namespaces nor root. What an older kernel lacks (the table below) is left out here and refused by the
seccomp filter as far as it can. Not covered by Landlock at all: `stat`, `chdir` and the like, so a worker can ask
whether a path exists; changing owner, mode and times, which the seccomp filter refuses.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

from .kernel import checked, libc

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_VERSION, _PATH_BENEATH = 1, 1

WRITE_FILE, READ_FILE, READ_DIR, MAKE_REG = 1 << 1, 1 << 2, 1 << 3, 1 << 8
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
_OF_A_FILE = 1 << 0 | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
_EVERY_ACCESS = (
    (1, (1 << 13) - 1),  # open for reading, writing, execution; list; make and remove each kind of entry
    (2, 1 << 13),  # link or rename into another folder
    (3, TRUNCATE),
    (5, IOCTL_DEV),
)
READ, WRITE = READ_FILE | READ_DIR, WRITE_FILE | TRUNCATE
_BIND_AND_CONNECT, _ABSTRACT_SOCKETS_AND_SIGNALS = 3, 3


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("access", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """Of the kernel's interface: 1 since Linux 5.13, 4 denies TCP, 6 signals. 0: there is no Landlock."""
    try:
        return max(0, int(libc.syscall(_CREATE, None, 0, _VERSION)))
    except AttributeError:  # no such function: not Linux
        return 0


def restrict(rules: Iterable[tuple[str, int]]) -> None:
    """From now on this process may do with files what `rules` (path, accesses beneath it) say, and no TCP.

    A path that is not there is left out. Needs `no new privileges`.
    """
    known = version()
    handled = sum(accesses for since, accesses in _EVERY_ACCESS if known >= since)
    ruleset = _Ruleset(
        handled,
        _BIND_AND_CONNECT if known >= 4 else 0,
        _ABSTRACT_SOCKETS_AND_SIGNALS if known >= 6 else 0,
    )
    size = 8 if known < 4 else 16 if known < 6 else 24
    descriptor = checked(libc.syscall(_CREATE, ctypes.byref(ruleset), size, 0), "landlock_create_ruleset")
    try:
        for path, access in rules:
            _allow(descriptor, path, access & handled)
        checked(libc.syscall(_RESTRICT, descriptor, 0), "landlock_restrict_self")
    finally:
        os.close(descriptor)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        target = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        if not stat.S_ISDIR(os.fstat(target).st_mode):
            access &= _OF_A_FILE
        rule = _PathBeneath(access, target)
        checked(libc.syscall(_ADD, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0), f"landlock_add_rule({path})")
    finally:
        os.close(target)
