"""How a worker locks itself in, as a list of named steps.

Theory of operation. bubblewrap starts the forkserver in a file system that holds Python, the packages that an exercise
may import and nothing else, read-only, without network. The forkserver drops root if it has it, then enters a user and
a PID namespace of its own (`own_pid_namespace`), so that it may make further ones. For every worker it forks into a
fresh PID namespace (`fork_into_pid_namespace`), and the child runs the steps below before it reads a byte of student
code. Each step is fatal: a worker that cannot be confined answers nothing.

Linux only; the calls are made through ctypes because Python 3.11 has no `os.unshare`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import struct
from collections.abc import Callable
from dataclasses import dataclass

NOBODY = 65534

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
CLONE_THREAD = 0x00010000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 4, 22, 24, 38
SECCOMP_MODE_FILTER = 2

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


@dataclass(frozen=True)
class Limits:
    """What one worker may use: CPU seconds, bytes of memory over what it starts with, bytes per file."""

    cpu_s: int
    memory: int
    file_size: int
    threads: int
    descriptors: int


def drop_root() -> None:
    """Become an unprivileged uid for good: with uid 0, files that root may read stay readable without capabilities."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        _checked(_libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl(PR_SET_DUMPABLE)")


def _unshare_with_own_user(flags: int) -> None:
    uid, gid = os.geteuid(), os.getegid()
    _checked(_libc.unshare(CLONE_NEWUSER | flags), "unshare")
    for name, line in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(line)


def own_pid_namespace() -> None:
    """Continue as PID 1 of a new PID namespace, with the right to make more; the caller's process waits and relays."""
    _unshare_with_own_user(CLONE_NEWPID)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def fork_into_pid_namespace(home: int) -> int:
    """`os.fork`, with the child as PID 1 of a new PID namespace. `home`: a descriptor of the caller's own namespace."""
    _checked(_libc.unshare(CLONE_NEWPID), "unshare(CLONE_NEWPID)")
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid != 0:
            _checked(_libc.setns(home, CLONE_NEWPID), "setns")
    return pid


# --- the steps a worker takes ------------------------------------------------------------------------------------


def _namespaces(limits: Limits) -> None:
    _unshare_with_own_user(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)


def _private_tmp(limits: Limits) -> None:
    options = f"size={limits.file_size * 2},nr_inodes=1000,mode=1777".encode()
    _checked(_libc.mount(b"tmpfs", b"/tmp", b"tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options), "mount /tmp")
    os.chdir("/tmp")


def _hidden_proc(limits: Limits) -> None:
    # A fresh /proc is refused here (EPERM under bubblewrap), so a read-only folder lies over it. It holds what torch
    # reads to choose its kernels, and nothing else.
    with open("/proc/cpuinfo") as file:
        processors = file.read()
    _checked(_libc.mount(b"tmpfs", b"/proc", b"tmpfs", MS_NOSUID | MS_NODEV, b"size=1m,nr_inodes=8"), "mount /proc")
    with open("/proc/cpuinfo", "w") as file:
        file.write(processors)
    _checked(_libc.mount(b"tmpfs", b"/proc", b"tmpfs", MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, None), "remount")


def _resource_limits(limits: Limits) -> None:
    page = resource.getpagesize()
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * page
    for name, wanted in (
        (resource.RLIMIT_AS, mapped + limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.descriptors),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        hard = resource.getrlimit(name)[1]
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        # A soft CPU limit below the hard one: SIGXCPU comes first and names the limit.
        resource.setrlimit(name, (value, value + 1 if name == resource.RLIMIT_CPU and value != hard else value))


def _few_threads(limits: Limits) -> None:
    # Counted per user namespace: outside one, the limit would count every process of the same user.
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.threads, limits.threads))


def _no_capabilities(limits: Limits) -> None:
    for capability in range(64):
        if _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            if ctypes.get_errno() == errno.EINVAL and capability > 0:
                break  # past the last one that this kernel knows
            _checked(-1, "prctl(PR_CAPBSET_DROP)")
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    _checked(_libc.capset(header, bytes(24)), "capset")


def _no_new_privileges(limits: Limits) -> None:
    _checked(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS)")


def _seccomp(limits: Limits) -> None:
    program = _seccomp_program()
    code = ctypes.create_string_buffer(program, len(program))

    class SockFprog(ctypes.Structure):
        _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    prog = SockFprog(len(program) // 8, ctypes.cast(code, ctypes.c_void_p))
    _checked(_libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(prog), 0, 0), "prctl(PR_SET_SECCOMP)")


STEPS: dict[str, Callable[[Limits], None]] = {
    "namespaces": _namespaces,
    "private /tmp": _private_tmp,
    "few threads": _few_threads,
    "resource limits": _resource_limits,
    "no /proc": _hidden_proc,
    "no capabilities": _no_capabilities,
    "no new privileges": _no_new_privileges,
    "seccomp": _seccomp,
}
"""In the order in which they are taken: /proc is read by some and then hidden."""

LEVELS: dict[str, tuple[str, ...]] = {
    "full": tuple(STEPS),
    "partial": ("resource limits", "no new privileges", "seccomp"),
    "none": ("resource limits",),
}


# --- seccomp -----------------------------------------------------------------------------------------------------

_DENIED = {
    # Processes and programs: no exercise needs a second process.
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    # Namespaces and mounts: the way back out of the confinement.
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    # Sockets of any kind, and what carries descriptors.
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendmsg": (46, 211), "recvmsg": (47, 212),
    # Other processes' memory and signals.
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440),
    # Memory that the limits do not see, or that outlives the worker.
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180), "userfaultfd": (323, 282),
    # The kernel's own doors.
    "bpf": (321, 280), "perf_event_open": (298, 241), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225), "quotactl": (179, 60), "acct": (163, 89), "syslog": (103, 116),
    "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264), "personality": (135, 92),
    "sethostname": (170, 161), "setdomainname": (171, 162), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "iopl": (172, None), "ioperm": (173, None),
    "modify_ldt": (154, None), "lookup_dcookie": (212, 18), "fanotify_init": (300, 262),
    "setpriority": (141, 140), "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119),
}  # fmt: skip
"""Denied with EPERM: the number on x86-64 and on aarch64."""

_CLONE, _CLONE3 = (56, 220), (435, 435)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_EPERM, _EAGAIN, _ENOSYS = 1, 11, 38


def _seccomp_program() -> bytes:
    """The filter as classic BPF. A wrong architecture (32-bit calls, x32) kills; clone makes threads only."""
    column, audit_arch = _ARCHITECTURES[platform.machine()]
    load, jump_eq, jump_ge, jump_set, ret = 0x20, 0x15, 0x35, 0x45, 0x06
    allow, fail, kill = 0x7FFF0000, 0x00050000, 0x80000000

    def op(code: int, value: int, true: int = 0, false: int = 0) -> bytes:
        return struct.pack("=HBBI", code, true, false, value)

    program = [op(load, 4), op(jump_eq, audit_arch, 1, 0), op(ret, kill), op(load, 0)]
    if column == 0:
        program += [op(jump_ge, 0x40000000, 0, 1), op(ret, kill)]
    for numbers in _DENIED.values():
        if (number := numbers[column]) is not None:
            program += [op(jump_eq, number, 0, 1), op(ret, fail | _EPERM)]
    program += [op(jump_eq, _CLONE3[column], 0, 1), op(ret, fail | _ENOSYS)]  # glibc falls back to clone
    program += [
        op(jump_eq, _CLONE[column], 0, 3),
        op(load, 16),  # the first argument, its flags
        op(jump_set, CLONE_THREAD, 1, 0),
        op(ret, fail | _EAGAIN),
    ]
    program += [op(ret, allow)]
    return b"".join(program)
