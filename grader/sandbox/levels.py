"""Which isolation levels and layers this machine has, and which level a job uses."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass

from grader.errors import SandboxError
from grader.outcomes.result import Level
from grader.worker.walls import landlock, seccomp

from .gpu import Gpu, card, find
from .preflight import Preflight, run_preflight

PROTECTS: dict[str, str] = {
    "full": "the scores, the solutions and everything else on this machine: other people's code may run here",
    "container": "the scores, the solutions and all other files, also without namespaces (a Docker container, "
    "Gradescope); what exists and how busy the machine is can be seen",
    "partial": "the network and other processes from signals, not your files: your own code only",
    "none": "against running too long and using too much memory, no more: your own code only",
}


@dataclass(frozen=True)
class LayerState:
    """state: on, off or unavailable; remedy: what to do about it, empty when on."""

    name: str
    state: str
    detail: str
    remedy: str = ""


def level(wanted: str) -> Level:
    """The level for --isolation, tried before anything runs. Raises SandboxError if it is not available."""
    match wanted:
        case "none":
            return "none"
        case "full" | "container":
            layer = bubblewrap() if wanted == "full" else container()
            if layer.state != "on":
                raise SandboxError(f"--isolation {wanted}: {layer.detail}; {layer.remedy}")
            return wanted
    return _best()


def _best() -> Level:
    if bubblewrap().state == "on":
        return "full"
    if container().state == "on":
        return "container"
    return "partial" if _seccomp().state == "on" and run_preflight("partial").worked else "none"


def gpu(device: str, level: Level) -> Gpu | None:
    """The card that a device (`cpu`, `cuda:N`) names. Raises SandboxError where it is not on this machine, or where the
    level hides from CUDA what it reads: without Landlock all of /proc is hidden at `full`."""
    if not device.startswith("cuda"):
        return None
    if level == "full" and not landlock.version():
        raise SandboxError(f"--device {device}: this needs Landlock, which the kernel does not have; use --device cpu")
    number = int(device.partition(":")[2] or 0)
    if number >= len(find().cards):
        raise SandboxError(f"--device {device}: not on this machine: {find().obstacle or 'it has fewer cards'}")
    return card(number)


def bubblewrap() -> LayerState:
    """Whether the sandbox with all its namespaces can be built: it is tried."""
    name = "namespaces (bubblewrap)"
    if sys.platform != "linux":
        return LayerState(name, "unavailable", f"{sys.platform} has no Linux namespaces", "use Linux, or a container")
    if shutil.which("bwrap") is None:
        return LayerState(
            name, "off", "bwrap is not installed", "install bubblewrap, for example with `apt-get install bubblewrap`"
        )
    tried = run_preflight("full")
    if tried.worked:
        return LayerState(name, "on", "user, mount, PID, network, IPC and UTS namespaces; read-only files; no /proc")
    return LayerState(
        name,
        "off",
        f"bwrap cannot make its namespaces: {tried.reason}",
        "allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1 or "
        "kernel.apparmor_restrict_unprivileged_userns=0; in a container: --security-opt seccomp=unconfined), "
        "else what is listed below still protects",
    )


def container() -> LayerState:
    """Whether the level without namespaces is available (Landlock, seccomp and the rest): it is tried."""
    for needed in (_landlock(), _seccomp()):
        if needed.state != "on":
            return LayerState("container", "off", f"{needed.name}: {needed.detail}", needed.remedy)
    tried = run_preflight("container")
    if tried.worked:
        return LayerState("container", "on", PROTECTS["container"])
    return LayerState("container", "off", tried.reason, "report this line: all that the level needs seems to be there")


def _landlock() -> LayerState:
    version = landlock.version() if sys.platform == "linux" else 0
    if not version:
        detail = "the kernel has no Landlock, or the container's seccomp profile hides it"
        remedy = "use Linux 5.13 or newer with `landlock` in CONFIG_LSM or lsm=, and a Docker not older than 20.10.10"
        return LayerState("Landlock", "unavailable", detail, remedy)
    lacks = [what for since, what in ((4, "TCP"), (6, "signals")) if version < since]
    rest = f" (not {' and '.join(lacks)} as a newer kernel could: seccomp does)" if lacks else ", TCP, signals"
    return LayerState("Landlock", "on", f"ABI {version}: files off the list{rest}")


def _seccomp() -> LayerState:
    name = "seccomp"
    if not seccomp.known() or sys.platform != "linux":
        detail = f"no filter for {platform.machine()} on {sys.platform}"
        return LayerState(name, "unavailable", detail, "use x86-64 or aarch64")
    try:
        with open("/proc/sys/kernel/seccomp/actions_avail") as file:
            on = "errno" in file.read()
    except OSError:
        on = False
    if on:
        return LayerState(name, "on", "no processes, sockets, namespaces, tracing, shared memory, signals to others")
    return LayerState(
        name, "unavailable", "the kernel has no seccomp filters", "use a kernel with CONFIG_SECCOMP_FILTER"
    )


def _another_user(chosen: Level, tried: Preflight) -> LayerState:
    name = "another user"
    if chosen == "full":
        uid = "an unprivileged uid instead of root" if os.getuid() == 0 else "your own uid"
        return LayerState(name, "on", f"{uid}, in a separate user namespace")
    if "another user" in tried.layers:
        return LayerState(name, "on", "every worker has a different uid")
    reason = tried.obstacle.reason if tried.obstacle else "the level does without"
    remedy = "install bubblewrap, or start grade as root"
    if tried.obstacle and tried.obstacle.kind == "unreadable":
        remedy = "install Python and its packages where every user may read them (not under /root), or bubblewrap"
    return LayerState(name, "off", reason, remedy)


def layers() -> list[LayerState]:
    """Every layer on its own, the strongest first."""
    chosen = level("auto")
    tried = run_preflight(chosen)

    def step(name: str, detail: str) -> LayerState:
        on = name in tried.layers
        return LayerState(name, "on" if on else "off", detail, "" if on else f"not at the level {chosen}: see above")

    return [
        bubblewrap(),
        _another_user(chosen, tried),
        _landlock(),
        _seccomp(),
        step("no new privileges", "no setuid program gives anything back"),
        step("no capabilities", "none in any set, root's included"),
        LayerState("empty environment", "on", "no variable of yours reaches a worker"),
        LayerState("closed descriptors", "on", "a worker holds its input, its output and one channel"),
        step("resource limits", "processor time, memory, file size, descriptors, threads, output, wall time"),
    ]
