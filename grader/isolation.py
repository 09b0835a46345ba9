"""What this machine can put between itself and a student's code, and which of it a job uses."""

from __future__ import annotations

import functools
import glob
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass

from grader.errors import SandboxError
from grader.sandbox import mounts
from grader.sandbox.forkserver import Level


@dataclass(frozen=True)
class Layer:
    """state: on, off or unavailable; remedy: what to do about it, empty when on."""

    name: str
    state: str
    detail: str
    remedy: str = ""


def level(wanted: str) -> Level:
    """The level for --isolation. Raises SandboxError where `full` is wanted and not to be had."""
    if wanted == "none":
        return "none"
    layer = bubblewrap()
    if layer.state == "on":
        return "full"
    if wanted == "full":
        raise SandboxError(f"--isolation full: {layer.detail}; {layer.remedy}")
    return "partial" if _seccomp().state == "on" else "none"


def devices(device: str) -> tuple[str, ...]:
    """The device nodes that a worker on this device needs."""
    return tuple(sorted(glob.glob("/dev/nvidia*"))) if device.startswith("cuda") else ()


@functools.cache
def bubblewrap() -> Layer:
    """Whether the sandbox with all its namespaces can be built: it is tried."""
    name = "namespaces (bubblewrap)"
    if sys.platform != "linux":
        return Layer(name, "unavailable", f"{sys.platform} has no Linux namespaces", "use a Linux machine or container")
    program = shutil.which("bwrap")
    if program is None:
        return Layer(
            name, "off", "bwrap is not installed", "install bubblewrap, for example with `apt-get install bubblewrap`"
        )
    code = "import sys; sys.path[:0] = ['/untrusted']; from worker import confine; confine.drop_root()"
    code += "; confine.own_pid_namespace()"
    command = [program, *mounts.bubblewrap_arguments((), [mounts.python(), "-P", "-s", "-S", "-c", code])]
    try:
        done = subprocess.run(command, capture_output=True, timeout=30, stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        return Layer(name, "off", "bwrap did not answer within 30 s", "try `bwrap --ro-bind / / true`")
    if done.returncode == 0:
        return Layer(name, "on", "user, mount, PID, network, IPC and UTS namespaces; read-only files; no capabilities")
    reason = (done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
    return Layer(
        name,
        "off",
        f"bwrap cannot make its namespaces: {reason}",
        "allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1; in a container: "
        "--security-opt seccomp=unconfined), else what is listed below still protects",
    )


def _seccomp() -> Layer:
    name = "seccomp"
    if platform.machine() not in ("x86_64", "aarch64") or sys.platform != "linux":
        detail = f"no filter for {platform.machine()} on {sys.platform}"
        return Layer(name, "unavailable", detail, "use x86-64 or aarch64")
    try:
        with open("/proc/sys/kernel/seccomp/actions_avail") as file:
            on = "errno" in file.read()
    except OSError:
        on = False
    if on:
        return Layer(name, "on", "no processes, sockets, namespaces, tracing, shared memory")
    return Layer(name, "unavailable", "the kernel has no seccomp filters", "use a kernel with CONFIG_SECCOMP_FILTER")


def layers() -> list[Layer]:
    """Every layer on its own, the strongest first."""
    uid = "an unprivileged uid instead of root" if os.getuid() == 0 else "your own uid, in a user namespace of its own"
    whole = bubblewrap().state == "on"
    return [
        bubblewrap(),
        Layer("another user", "on" if whole else "off", uid, "" if whole else "comes with bubblewrap"),
        _seccomp(),
        Layer("no new privileges", "on", "no setuid program gives anything back"),
        Layer("resource limits", "on", "processor time, memory, file size, descriptors, output, wall time"),
    ]
