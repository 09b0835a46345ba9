"""Calls of the Linux kernel that Python 3.11 has no function for, through ctypes."""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NAME = 1, 4, 15
PR_SET_SECCOMP, PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 22, 23, 24, 38
PR_SET_VMA = 0x53564D41
PR_GETS = (2, 3, 16, 21, 39)  # parent's death signal, dumpable, name, seccomp, no new privileges

libc = ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    """The result. Raises OSError, with `what`, where it is negative."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def prctl(option: int, argument: int, what: str, pointer: object = None) -> None:
    """Raises OSError, with `what`, where the kernel refuses."""
    zero = ctypes.c_ulong(0)
    checked(libc.prctl(option, ctypes.c_ulong(argument), pointer, zero, zero), what)
