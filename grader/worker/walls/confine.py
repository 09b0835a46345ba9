"""How a worker confines itself, as a list of named steps.

`grader/sandbox/__init__.py` draws the processes. Whatever its level, a worker takes these steps after the fork and
before it reads a byte of student code. Each step is fatal: a worker that cannot be confined answers nothing.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import os
import resource
import signal
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from . import landlock, namespaces, seccomp
from .kernel import PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_SET_PDEATHSIG, checked, libc, prctl

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32

FIRST_UID, UIDS = 60000, 5000
"""Unused UIDs: a range that Debian reserves and does not allocate."""

PLAIN_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SEEN_BY_LIBRARIES = ("/proc/cpuinfo", "/sys/devices/system/cpu")
SEEN_BY_CUDA = (
    *("/proc/self", "/proc/devices", "/proc/modules", "/proc/meminfo", "/proc/stat", "/proc/filesystems"),
    *("/proc/sys/vm/mmap_min_addr", "/proc/sys/vm/overcommit_memory"),
    *("/proc/driver/nvidia", "/proc/driver/nvidia-uvm", "/proc/driver/nvidia-caps"),
    *("/sys/devices", "/sys/bus/pci", "/sys/module/nvidia", "/sys/module/nvidia_uvm"),
)
NAMED_BY_CUDA = "/proc/self/task"
"""Drivers from 570 on write the names of their threads there, and do not start where they may not."""


@dataclass(frozen=True)
class ResourceLimits:
    """What one worker may use: CPU seconds, bytes of memory over what it starts with, bytes per file."""

    cpu_s: int
    memory: int
    file_size: int
    threads: int
    descriptors: int


@dataclass(frozen=True)
class SandboxPolicy:
    """What is the same for all workers of a forkserver. `readable`: the files and folders that they may read.

    devices: nodes that a worker may drive (a GPU's). uids: whether every worker becomes a different user.
    """

    level: str
    readable: tuple[str, ...]
    devices: tuple[str, ...] = ()
    uids: bool = False


@dataclass(frozen=True)
class WorkerConfig:
    """One worker. folder: its private one, empty where it mounts its own /tmp. parent: the forkserver's process id.

    gpu: whether it starts CUDA once it is confined.
    """

    policy: SandboxPolicy
    limits: ResourceLimits
    folder: str = ""
    uid: int = 0
    parent: int = 0
    gpu: bool = False


class ConfinementError(Exception):
    """A step that failed. `step`: its name."""

    def __init__(self, step: str, error: OSError) -> None:
        super().__init__(str(error))
        self.step = step


def confine(config: WorkerConfig) -> list[str]:
    """Takes the steps of the level; returns their names. Raises ConfinementError."""
    steps = layers(config.policy)
    for step in steps:
        try:
            STEPS[step](config)
        except OSError as error:
            raise ConfinementError(step, error) from error
    return steps


def layers(policy: SandboxPolicy) -> list[str]:
    """The steps of a level on this machine, in order. Two depend on the machine; none is dropped because it failed."""
    missing = set() if policy.uids else {"another user"}
    if policy.level == "full" and not landlock.version():
        missing.add("Landlock")
    return [step for step in LEVELS[policy.level] if step not in missing]


# --- the steps a worker takes ------------------------------------------------------------------------------------


def _namespaces(config: WorkerConfig) -> None:
    new = namespaces.CLONE_NEWNS | namespaces.CLONE_NEWNET | namespaces.CLONE_NEWIPC | namespaces.CLONE_NEWUTS
    namespaces.unshare_with_own_user(new)


def _private_tmp(config: WorkerConfig) -> None:
    options = f"size={config.limits.file_size * 2},nr_inodes=1000,mode=1777".encode()
    checked(libc.mount(b"tmpfs", b"/tmp", b"tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options), "mount /tmp")
    os.chdir("/tmp")


def _private_folder(config: WorkerConfig) -> None:
    for name in ("HOME", "TMPDIR", "TORCHINDUCTOR_CACHE_DIR"):
        os.environ[name] = config.folder
    tempfile.tempdir = config.folder  # it would try to write and remove a file first, and nothing can be removed
    os.chdir(config.folder)


@functools.cache
def processors() -> str:
    """The machine's, as Linux lists them: read before the fork, since on many of them that takes its time."""
    with open("/proc/cpuinfo") as file:
        return file.read()


def _hidden_proc(config: WorkerConfig) -> None:
    # A fresh /proc is refused here (EPERM under bubblewrap), so a read-only folder lies over it. It holds what torch
    # reads to choose its kernels, and nothing else.
    if config.policy.devices and landlock.version():
        return  # CUDA reads more of it than can be copied; Landlock says what
    text = processors()
    checked(libc.mount(b"tmpfs", b"/proc", b"tmpfs", MS_NOSUID | MS_NODEV, b"size=1m,nr_inodes=8"), "mount /proc")
    with open("/proc/cpuinfo", "w") as file:
        file.write(text)
    checked(libc.mount(b"tmpfs", b"/proc", b"tmpfs", MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, None), "remount")


def _resource_limits(config: WorkerConfig) -> None:
    limits = config.limits
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")  # if the machine runs out of memory, the kernel kills the worker first
    with open("/proc/self/statm") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    for name, wanted in (
        # CUDA reserves addresses by the terabyte, so with it only what is written to counts.
        (resource.RLIMIT_DATA if config.policy.devices else resource.RLIMIT_AS, mapped + limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.descriptors),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, limits.memory if config.policy.devices else 0),  # CUDA locks what goes to the card
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_NICE, 0),
        (resource.RLIMIT_RTPRIO, 0),
    ):
        hard = resource.getrlimit(name)[1]
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        # A soft CPU limit below the hard one: SIGXCPU comes first and names the limit.
        resource.setrlimit(name, (value, value + 1 if name == resource.RLIMIT_CPU and value != hard else value))


def _few_threads(config: WorkerConfig) -> None:
    # Counted per user in a user namespace: without one and without a different uid, the limit would count every
    # process of the same user. There the forkserver counts.
    if config.policy.level == "full" or config.policy.uids:
        resource.setrlimit(resource.RLIMIT_NPROC, (config.limits.threads, config.limits.threads))


def _no_capabilities(config: WorkerConfig) -> None:
    for capability in range(64):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            if ctypes.get_errno() == errno.EINVAL and capability > 0:
                break  # past the last one that this kernel knows
            if ctypes.get_errno() == errno.EPERM and config.policy.level != "full":
                break  # an ordinary user has none, and gets none because of `no new privileges`
            checked(-1, "prctl(PR_CAPBSET_DROP)")
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    checked(libc.capset(header, bytes(24)), "capset")


def _dies_with_forkserver(config: WorkerConfig) -> None:
    # After the change of user, which clears it.
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL, "prctl(PR_SET_PDEATHSIG)")
    if config.parent and os.getppid() != config.parent:
        os._exit(70)


def _landlock(config: WorkerConfig) -> None:
    read, write = landlock.READ, landlock.WRITE
    full, devices = config.policy.level == "full", config.policy.devices
    seen = ("/proc",) if full and not devices else (*SEEN_BY_LIBRARIES, *(SEEN_BY_CUDA if devices else ()))
    rules = [(path, read) for path in (*config.policy.readable, *seen)]
    rules += [(path, read | write) for path in PLAIN_DEVICES]
    rules += [(path, read | write | landlock.IOCTL_DEV) for path in devices]
    rules += [(NAMED_BY_CUDA, read | write)] if devices else []
    # Everything is allowed in its own mount. In a folder on the disk no file can be removed, so that all are counted.
    rules += [("/tmp", -1)] if full else [(config.folder, read | write | landlock.MAKE_REG)]
    landlock.restrict(rules)


STEPS: dict[str, Callable[[WorkerConfig], object]] = {
    "namespaces": _namespaces,
    "private /tmp": _private_tmp,
    "private folder": _private_folder,
    "few threads": _few_threads,
    "resource limits": _resource_limits,
    "no /proc": _hidden_proc,
    "another user": lambda config: namespaces.become(config.uid),
    "no capabilities": _no_capabilities,
    "no new privileges": lambda config: prctl(PR_SET_NO_NEW_PRIVS, 1, "prctl(PR_SET_NO_NEW_PRIVS)"),
    "dies with the forkserver": _dies_with_forkserver,
    "Landlock": _landlock,
    "low priority": lambda config: os.nice(5),  # busy threads of one worker must not delay the start of another
    "seccomp": lambda config: seccomp.install(gpu=bool(config.policy.devices)),
}
"""In the order in which they are taken: some read /proc, which is then hidden; another user has fewer rights."""

_OF_NAMESPACES = ("namespaces", "private /tmp", "no /proc")
_WITHOUT_NAMESPACES = ("private folder", "another user")

LEVELS: dict[str, tuple[str, ...]] = {
    "full": tuple(step for step in STEPS if step not in _WITHOUT_NAMESPACES),
    "container": tuple(step for step in STEPS if step not in _OF_NAMESPACES),
    "partial": tuple(step for step in STEPS if step not in (*_OF_NAMESPACES, "Landlock")),
    "none": ("private folder", "resource limits", "dies with the forkserver"),
}
