"""The system calls that a worker does not get. A deny list of what no exercise needs, read as an attacker would.

Three kinds of rule: calls that always fail (`_DENIED`), calls whose arguments decide (`_guarded`), and every call that
is newer than those that were read here (`_FIRST_UNREAD`), which does not exist in a worker.
"""

from __future__ import annotations

import ctypes
import functools
import os
import platform
import struct

from .kernel import PR_CAPBSET_READ, PR_GETS, PR_SET_NAME, PR_SET_SECCOMP, PR_SET_VMA, prctl

_DENIED = {
    # Processes and programs: no exercise needs a second process.
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    # Namespaces and mounts: the way back out of the confinement.
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    # Sockets of any kind, and what carries descriptors.
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendmsg": (46, 211), "recvmsg": (47, 212), "sendto": (44, 206),
    "recvfrom": (45, 207), "sendmmsg": (307, 269), "recvmmsg": (299, 243),
    # Other processes: their memory, signals, limits, priority, and where their memory lies.
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440), "tkill": (200, 130), "setpriority": (141, 140), "ioprio_set": (251, 30),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274), "migrate_pages": (256, 238), "move_pages": (279, 239), "set_mempolicy": (238, 237),
    "mbind": (237, 235), "get_robust_list": (274, 100),
    # Memory that the limits do not see, or that outlives the worker.
    "memfd_create": (319, 279), "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195),
    "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187), "semget": (64, 190),
    "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192), "mq_open": (240, 180),
    "mq_unlink": (241, 181), "userfaultfd": (323, 282), "vmsplice": (278, 75), "splice": (275, 76), "tee": (276, 77),
    # Files beyond what Landlock looks at: owner, mode, times, attributes, other kinds, watching, all disks at once.
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None), "fchown": (93, 55),
    "lchown": (94, None), "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None),
    "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
    "mknod": (133, None), "mknodat": (259, 33), "truncate": (76, 45), "fallocate": (285, 47),
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262), "fanotify_mark": (301, 263), "sync": (162, 81), "syncfs": (306, 267),
    "openat2": (437, 437),
    # Interfaces to the kernel itself.
    "seccomp": (317, 277), "bpf": (321, 280), "perf_event_open": (298, 241), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "io_setup": (206, 0), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "quotactl": (179, 60), "acct": (163, 89), "syslog": (103, 116),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "personality": (135, 92),
    "sethostname": (170, 161), "setdomainname": (171, 162), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171), "iopl": (172, None),
    "ioperm": (173, None), "modify_ldt": (154, None), "lookup_dcookie": (212, 18), "vhangup": (153, 58),
    "uselib": (134, None), "ustat": (136, None), "sysfs": (139, None), "_sysctl": (156, None),
    "nfsservctl": (180, 42), "uretprobe": (335, None), "uprobe": (336, None),
}  # fmt: skip
"""Denied with EPERM: the number on x86-64 and on aarch64."""

_NEEDED_BY_CUDA = ("memfd_create", "bind", "listen", "mbind", "set_mempolicy", "sched_setaffinity")
"""Without the first three libcuda does not start: it binds a Unix socket (`socket` is guarded) on which other processes
may ask for its descriptors; here none can, `accept` and `sendmsg` are refused. The others it asks for on machines
with several memory nodes, and with Landlock and `connect` refused none of them leads out."""

_FIRST_UNREAD = 442
"""The number after epoll_pwait2 (Linux 5.11), on every architecture. What came later (Landlock itself, memfd_secret,
mount_setattr, statmount, ...) fails with ENOSYS, and so do future calls: whether they are harmless has not been
checked. The C library works without them."""

_SOCKET, _AF_UNIX = (41, 198), 1
_CLONE, _CLONE3 = (56, 220), (435, 435)
_KILL, _TGKILL, _SIGQUEUE, _TGSIGQUEUE = (62, 129), (234, 131), (129, 138), (297, 240)
_PRLIMIT, _PRCTL, _FCNTL, _IOCTL, _OPEN, _OPENAT = (302, 261), (157, 167), (72, 25), (16, 29), (2, None), (257, 56)

_CLONE_THREAD, _CLONE_NEW = 0x00010000, 0x7E020000  # any namespace flag
_PRCTL_ALLOWED = (*PR_GETS, PR_SET_NAME, PR_CAPBSET_READ, PR_SET_VMA)
_FCNTL_DENIED = (
    *(8, 10, 15),  # F_SETOWN, F_SETSIG, F_SETOWN_EX: a signal of choice to any process of the same user
    *(1024, 1026),  # F_SETLEASE makes others wait who open the file, F_NOTIFY watches folders
)
_IOCTL_DENIED = (0x5412, 0x541C, 0x5452, 0x8901, 0x8902)  # TIOCSTI, TIOCLINUX, FIOASYNC, FIOSETOWN, SIOCSPGRP
_O_TRUNC, _O_TMPFILE, _O_ACCMODE = 0o1000, 0o20000000, 3

_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_EPERM, _EAGAIN, _ENOSYS = 1, 11, 38
_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_ALLOWED, _KILLED = 0x7FFF0000, 0x80000000

Op = tuple[int, int, int, int]


def known() -> bool:
    """Whether there is a filter for this machine's processor."""
    return platform.machine() in _ARCHITECTURES


def install(gpu: bool = False) -> None:
    """Filter this thread and those it starts, for good; gpu: with what CUDA needs. Needs `no new privileges`."""
    code = compiled(gpu, os.getpid())
    buffer = ctypes.create_string_buffer(code, len(code))

    class SockFprog(ctypes.Structure):
        _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    filter_mode = 2
    prog = SockFprog(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    prctl(PR_SET_SECCOMP, filter_mode, "prctl(PR_SET_SECCOMP)", ctypes.byref(prog))


@functools.cache
def compiled(gpu: bool, own: int) -> bytes:
    """The filter of the process with this number, as the kernel takes it. Made before the fork where every worker is
    number 1."""
    return b"".join(struct.pack("=HBBI", code, true, false, value) for code, value, true, false in program(gpu, own))


def program(gpu: bool = False, own: int = 0) -> list[Op]:
    """The filter as classic BPF (code, value, jumps). A wrong architecture (32-bit calls, x32) kills. own: the id of
    the process that it is for; 0: this one."""
    column, audit_arch = _ARCHITECTURES[platform.machine()]
    ops: list[Op] = [(_LOAD, 4, 0, 0), (_EQUAL, audit_arch, 1, 0), _end(_KILLED), (_LOAD, 0, 0, 0)]
    if column == 0:
        ops += [(_AT_LEAST, 0x40000000, 0, 1), _end(_KILLED)]
    spared = (*_NEEDED_BY_CUDA, "socket") if gpu else ()
    for name, numbers in _DENIED.items():
        if name not in spared and (number := numbers[column]) is not None:
            ops += [(_EQUAL, number, 0, 1), _fails(_EPERM)]
    ops += [(_EQUAL, _CLONE3[column], 0, 1), _fails(_ENOSYS)]  # glibc falls back to clone
    ops += [(_AT_LEAST, _FIRST_UNREAD, 0, 1), _fails(_ENOSYS)]
    for numbers, decision in _guarded(own or os.getpid()):
        if (number := numbers[column]) is not None:
            ops += [(_EQUAL, number, 0, len(decision)), *decision]
    return [*ops, _end(_ALLOWED)]


def _guarded(own: int) -> list[tuple[tuple[int, int | None], list[Op]]]:
    """Calls whose arguments decide; each list of ops ends in a verdict. `own`: this process's id."""
    threads = [(_ANY_BIT, _CLONE_NEW, 1, 0), (_ANY_BIT, _CLONE_THREAD, 1, 0), _fails(_EAGAIN), _end(_ALLOWED)]
    return [
        (_CLONE, [_argument(0), *threads]),  # threads only, and no new namespace
        *((call, _only(0, (own,))) for call in (_KILL, _TGKILL, _SIGQUEUE, _TGSIGQUEUE)),
        (_PRLIMIT, _only(0, (0, own))),
        (_PRCTL, _only(0, _PRCTL_ALLOWED)),
        (_FCNTL, _never(1, _FCNTL_DENIED)),
        (_IOCTL, _never(1, _IOCTL_DENIED)),
        (_OPEN, _opened(1)),
        (_OPENAT, _opened(2)),
        (_SOCKET, _only(0, (_AF_UNIX,))),  # reached only where CUDA needs it
    ]


def _argument(index: int) -> Op:
    """Its lower half: these are all 32-bit numbers to the kernel."""
    return _LOAD, 16 + 8 * index, 0, 0


def _only(index: int, values: tuple[int, ...]) -> list[Op]:
    ops = [(_EQUAL, value, len(values) - i, 0) for i, value in enumerate(values)]
    return [_argument(index), *ops, _fails(_EPERM), _end(_ALLOWED)]


def _never(index: int, values: tuple[int, ...]) -> list[Op]:
    ops = [(_EQUAL, value, len(values) - i, 0) for i, value in enumerate(values)]
    return [_argument(index), *ops, _end(_ALLOWED), _fails(_EPERM)]


def _opened(index: int) -> list[Op]:
    """No file without a name (no count of the folder would see it); none emptied without being opened for writing."""
    return [
        _argument(index),
        (_ANY_BIT, _O_TMPFILE, 5, 0),
        (_AND, _O_TRUNC | _O_ACCMODE, 0, 0),
        (_EQUAL, _O_TRUNC, 3, 0),
        (_EQUAL, _O_TRUNC | _O_ACCMODE, 2, 0),
        _end(_ALLOWED),
        _end(_ALLOWED),
        _fails(_EPERM),
    ]


def _fails(number: int) -> Op:
    return _end(0x00050000 | number)


def _end(verdict: int) -> Op:
    return _RETURN, verdict, 0, 0
