"""The filter: read by an interpreter for both processors, and at work in a process of its own."""

from __future__ import annotations

import errno
import json
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

import grader
from grader.worker.walls import seccomp

OWN = 4711
ALLOWED = "allowed"
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
COLUMN = {"x86_64": 0, "aarch64": 1}


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request, monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: request.param)
    monkeypatch.setattr("os.getpid", lambda: OWN)
    return request.param


def verdict(machine: str, number: int, *arguments: int, audit: int | None = None, gpu: bool = False) -> str | int:
    """What the kernel would make of the call: 'allowed', 'killed' or an errno."""
    loaded = {0: number, 4: AUDIT[machine] if audit is None else audit}
    loaded |= {16 + 8 * i: value & 0xFFFFFFFF for i, value in enumerate((*arguments, *[0] * 6)[:6])}
    program, at, register = seccomp.program(gpu), 0, 0
    while True:
        code, value, true, false = program[at]
        at += 1
        match code:
            case 0x20:
                register = loaded[value]
            case 0x54:
                register &= value
            case 0x15 | 0x35 | 0x45:
                met = {0x15: register == value, 0x35: register >= value, 0x45: bool(register & value)}[code]
                at += true if met else false
            case 0x06:
                return {0x7FFF0000: ALLOWED, 0x80000000: "killed"}.get(value, value & 0xFFFF)


def test_every_call_on_the_list_is_refused(machine) -> None:
    for name, numbers in seccomp._DENIED.items():
        number = numbers[COLUMN[machine]]
        assert number is None or verdict(machine, number) == errno.EPERM, name


def test_with_a_gpu_there_is_what_cuda_starts_with_and_nothing_else(machine) -> None:
    column = COLUMN[machine]
    for name, numbers in seccomp._DENIED.items():
        allowed = ALLOWED if name in seccomp._NEEDED_BY_CUDA else errno.EPERM
        if name != "socket" and (number := numbers[column]) is not None:
            assert verdict(machine, number, gpu=True) == allowed, name
    socket = seccomp._DENIED["socket"][column]
    assert [verdict(machine, socket, family, gpu=True) for family in (1, 2, 10, 16)] == [ALLOWED] + [errno.EPERM] * 3
    assert verdict(machine, socket, 1) == errno.EPERM


def test_what_a_worker_lives_on_is_allowed(machine) -> None:
    x86 = machine == "x86_64"
    for number in (
        (0, 1, 3, 9, 11, 202) if x86 else (63, 64, 57, 222, 215, 98)
    ):  # read, write, close, mmap, munmap, futex
        assert verdict(machine, number) == ALLOWED
    kill, prctl, openat = (62, 157, 257) if x86 else (129, 167, 56)
    assert verdict(machine, kill, OWN, 15) == ALLOWED
    assert verdict(machine, prctl, 15) == ALLOWED
    assert verdict(machine, openat, -100, 0, 0o1000 | 0o100 | 1) == ALLOWED  # O_TRUNC | O_CREAT | O_WRONLY


def test_signals_and_limits_are_for_the_process_itself(machine) -> None:
    x86 = machine == "x86_64"
    for number in (62, 234, 129, 297) if x86 else (129, 131, 138, 240):
        assert [verdict(machine, number, pid, 9) for pid in (OWN, 1, 0, -1, -OWN)] == [ALLOWED] + [errno.EPERM] * 4
    prlimit = 302 if x86 else 261
    assert [verdict(machine, prlimit, pid) for pid in (0, OWN, 1)] == [ALLOWED, ALLOWED, errno.EPERM]


def test_threads_are_made_but_no_processes_and_no_namespaces(machine) -> None:
    clone = 56 if machine == "x86_64" else 220
    thread = 0x003D0F00
    assert verdict(machine, clone, thread) == ALLOWED
    assert verdict(machine, clone, 17) == errno.EAGAIN
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert verdict(machine, clone, thread | flag) == errno.EAGAIN
    assert verdict(machine, 435) == errno.ENOSYS


def test_a_call_that_we_do_not_know_does_not_exist(machine) -> None:
    for number in (442, 444, 447, 452, 457, 462, 469, 470, 511, 600, 4000):
        assert verdict(machine, number) == errno.ENOSYS


def test_another_architectures_calls_kill(machine) -> None:
    assert verdict(machine, 0, audit=0x40000003) == "killed"
    if machine == "x86_64":
        assert verdict(machine, 0x40000000) == "killed"  # x32


CROSS = Path("/usr/x86_64-linux-gnu/include/asm/unistd_64.h")
"""x86-64's header on another machine, if linux-libc-dev-amd64-cross is there."""
HEADERS = {"aarch64": [Path("/usr/include/asm-generic/unistd.h")]}
"""The kernel's own numbers, from linux-libc-dev: x86-64 has both headers, another machine only the generic one."""
if platform.machine() == "x86_64":
    HEADERS["x86_64"] = [Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm/unistd_64.h")]
elif CROSS.exists():
    HEADERS["x86_64"] = [CROSS]
NEWER = {"uretprobe", "uprobe"}
"""Calls that the headers of Debian 12 (Linux 6.1) do not have yet: Linux 6.11 and 6.18, x86-64 only."""
GUARDED = {
    "socket": seccomp._SOCKET,
    "clone": seccomp._CLONE,
    "clone3": seccomp._CLONE3,
    "kill": seccomp._KILL,
    "tgkill": seccomp._TGKILL,
    "rt_sigqueueinfo": seccomp._SIGQUEUE,
    "rt_tgsigqueueinfo": seccomp._TGSIGQUEUE,
    "prlimit64": seccomp._PRLIMIT,
    "prctl": seccomp._PRCTL,
    "fcntl": seccomp._FCNTL,
    "ioctl": seccomp._IOCTL,
    "open": seccomp._OPEN,
    "openat": seccomp._OPENAT,
    "epoll_pwait2": (seccomp._FIRST_UNREAD - 1,) * 2,
}


def kernels_numbers(machine: str) -> dict[str, int]:
    """Call -> its number in the kernel's header."""
    for path in HEADERS[machine]:
        if path.exists():
            return {name: int(n) for name, n in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text())}
    pytest.skip(f"no header with the numbers of {machine} (apt-get install linux-libc-dev)")


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_the_kernels(machine) -> None:
    kernels, column = kernels_numbers(machine), COLUMN[machine]
    ours = {name: numbers[column] for name, numbers in (seccomp._DENIED | GUARDED).items()}
    theirs = {name: kernels.get(name, ours[name] if name in NEWER else None) for name in ours}
    assert ours == theirs


CHILD = """
import ctypes, fcntl, json, os, resource, signal, sys, threading
sys.path.insert(0, {grader!r})
from worker.walls import kernel, seccomp
libc = ctypes.CDLL(None, use_errno=True)
read, write = os.pipe()
parent = os.getppid()
kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1, "prctl")
seccomp.install()
def call(*arguments):
    if libc.syscall(*arguments) < 0:
        raise OSError(ctypes.get_errno(), "")
def own_signal():
    heard = []
    signal.signal(signal.SIGUSR1, lambda *a: heard.append(a))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    assert len(heard) == 2
def thread():
    one = threading.Thread(target=lambda: None)
    one.start()
    one.join()
def tried(act):
    try:
        act()
        return "done"
    except OSError as error:
        return "refused"
print(json.dumps({{
    "a thread": tried(thread),
    "a signal to itself": tried(own_signal),
    "its own limits": tried(lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0))),
    "a file": tried(lambda: open({file!r}, "w").write("x")),
    "random bytes": tried(lambda: os.urandom(8)),
    "a signal to the parent": tried(lambda: os.kill(parent, 0)),
    "a signal by way of a descriptor": tried(lambda: fcntl.fcntl(read, fcntl.F_SETOWN, parent)),
    "which signal that would be": tried(lambda: fcntl.fcntl(read, 10, 9)),
    "the parent's limits": tried(lambda: resource.prlimit(parent, resource.RLIMIT_CPU)),
    "the parent's priority": tried(lambda: os.setpriority(os.PRIO_PROCESS, parent, 19)),
    "its own death signal": tried(lambda: kernel.prctl(1, 0, "prctl")),
    "typing for the terminal": tried(lambda: fcntl.ioctl(0, 0x5412, b"x")),
    "a process": tried(os.fork),
    "a program": tried(lambda: os.execv("/bin/true", ["true"])),
    "a socket": tried(lambda: call({socket}, 1, 1, 0)),
    "a file without a name": tried(lambda: os.open({folder!r}, os.O_TMPFILE | os.O_RDWR)),
    "emptying what it reads": tried(lambda: os.open({file!r}, os.O_RDONLY | os.O_TRUNC)),
    "the mode of a file": tried(lambda: os.chmod({file!r}, 0o777)),
    "the times of a file": tried(lambda: os.utime({file!r})),
    "shared memory": tried(lambda: os.memfd_create("x")),
    "making others wait": tried(lambda: fcntl.fcntl(os.open({file!r}, 0), fcntl.F_SETLEASE, fcntl.F_RDLCK)),
    "a handle on a process": tried(lambda: os.pidfd_open(parent)),
    "statmount": tried(lambda: call(457, None, None, 0, 0)),
}}))
"""
HARMLESS = {"a thread", "a signal to itself", "its own limits", "a file", "random bytes"}


@pytest.mark.skipif(not seccomp.known() or sys.platform != "linux", reason="no filter for this processor")
def test_the_filter_at_work(tmp_path) -> None:
    socket = 41 if platform.machine() == "x86_64" else 198
    names = {"grader": str(Path(grader.__file__).parent), "file": str(tmp_path / "file"), "folder": str(tmp_path)}
    code = CHILD.format(socket=socket, **names)
    done = subprocess.run(
        [sys.executable, "-P", "-S", "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert {what for what, how in json.loads(done.stdout).items() if how == "done"} == HARMLESS
