"""Which isolation levels and layers this machine has, and which level a job uses."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass

from grader.errors import SandboxError
from grader.message import Message, say
from grader.outcomes.result import Level
from grader.worker.walls import landlock, seccomp

from .gpu import Gpu, card, find
from .preflight import Preflight, run_preflight

PROTECTS: dict[str, str] = {
    "full": say("protects the scores, the solutions and everything else on this machine: for other people's code"),
    "container": say(
        "protects the scores, the solutions and all other files, also without namespaces (a Docker container, "
        "Gradescope); the code can see which files exist and how busy the machine is"
    ),
    "partial": say(
        "protects the network, and other processes from signals, but not your files: for your own code only"
    ),
    "none": say("only stops code that runs too long or uses too much memory: for your own code only"),
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
                raise SandboxError(
                    "--isolation {wanted}: {detail}; {remedy}", wanted=wanted, detail=layer.detail, remedy=layer.remedy
                )
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
        raise SandboxError(
            "--device {device}: this needs Landlock, which the kernel does not have; use --device cpu", device=device
        )
    number = int(device.partition(":")[2] or 0)
    if number >= len(find().cards):
        raise SandboxError(
            "--device {device}: this machine does not have it: {obstacle}",
            device=device,
            obstacle=find().obstacle or say("it has fewer cards"),
        )
    return card(number)


def _no_namespaces() -> Message:
    return say("{system} has no Linux namespaces", system=sys.platform)


def bubblewrap() -> LayerState:
    """Whether the sandbox with all its namespaces can be built: it is tried."""
    name = say("namespaces (bubblewrap)")
    if sys.platform != "linux":
        return LayerState(name, "unavailable", _no_namespaces(), say("use Linux, or a container"))
    if shutil.which("bwrap") is None:
        return LayerState(
            name,
            "off",
            say("bwrap is not installed"),
            say("install bubblewrap, for example with `apt-get install bubblewrap`"),
        )
    tried = run_preflight("full")
    if tried.worked:
        detail = say("user, mount, PID, network, IPC and UTS namespaces; read-only files; no /proc")
        return LayerState(name, "on", detail)
    return LayerState(
        name,
        "off",
        say("bwrap cannot make its namespaces: {reason}", reason=tried.reason),
        say(
            "allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1 or "
            "kernel.apparmor_restrict_unprivileged_userns=0; in a container: --security-opt seccomp=unconfined); "
            "without them the layers below still protect"
        ),
    )


def container() -> LayerState:
    """Whether the level without namespaces is available (Landlock, seccomp and the rest): it is tried."""
    for needed in (_landlock(), _seccomp()):
        if needed.state != "on":
            return LayerState(
                "container", "off", say("{name}: {reason}", name=needed.name, reason=needed.detail), needed.remedy
            )
    tried = run_preflight("container")
    if tried.worked:
        return LayerState("container", "on", PROTECTS["container"])
    remedy = say("report this line: everything that the level needs seems to be there")
    return LayerState("container", "off", tried.reason, remedy)


def _landlock() -> LayerState:
    version = landlock.version() if sys.platform == "linux" else 0
    if not version:
        detail = say("the kernel has no Landlock, or the container's seccomp profile hides it")
        remedy = say("use Linux 5.13 or newer with `landlock` in CONFIG_LSM or lsm=, and Docker 20.10.10 or newer")
        return LayerState("Landlock", "unavailable", detail, remedy)
    if version < 4:
        detail = say("version {n}: files (TCP and signals need a newer kernel; here seccomp stops them)", n=version)
    elif version < 6:
        detail = say("version {n}: files, TCP (signals need a newer kernel; here seccomp stops them)", n=version)
    else:
        detail = say("version {n}: files, TCP, signals", n=version)
    return LayerState("Landlock", "on", detail)


def _seccomp() -> LayerState:
    name = "seccomp"
    if not seccomp.known() or sys.platform != "linux":
        detail = say("there is no filter for {machine} on {system}", machine=platform.machine(), system=sys.platform)
        return LayerState(name, "unavailable", detail, say("use x86-64 or aarch64"))
    try:
        with open("/proc/sys/kernel/seccomp/actions_avail") as file:
            on = "errno" in file.read()
    except OSError:
        on = False
    if on:
        detail = say("no processes, sockets, namespaces, tracing, shared memory, signals to others")
        return LayerState(name, "on", detail)
    detail = say("the kernel has no seccomp filters")
    return LayerState(name, "unavailable", detail, say("use a kernel with CONFIG_SECCOMP_FILTER"))


def _another_user(chosen: Level, tried: Preflight) -> LayerState:
    name = say("another user")
    if chosen == "full":
        if os.getuid() == 0:
            return LayerState(name, "on", say("an unprivileged uid instead of root, in a separate user namespace"))
        return LayerState(name, "on", say("your own uid, in a separate user namespace"))
    if "another user" in tried.layers:
        return LayerState(name, "on", say("every worker has a different uid"))
    reason = tried.obstacle.reason if tried.obstacle else say("the level does not use it")
    remedy = say("install bubblewrap, or start grade as root")
    if tried.obstacle and tried.obstacle.kind == "unreadable":
        remedy = say("install Python and its packages where every user may read them (not under /root), or bubblewrap")
    return LayerState(name, "off", reason, remedy)


def layers() -> list[LayerState]:
    """Every layer on its own, the strongest first."""
    chosen = level("auto")
    tried = run_preflight(chosen)

    def step(name: str, detail: str) -> LayerState:
        on = name in tried.layers
        remedy = "" if on else say("the level {level} does not have it: see above", level=chosen)
        return LayerState(name, "on" if on else "off", detail, remedy)

    return [
        bubblewrap(),
        _another_user(chosen, tried),
        _landlock(),
        _seccomp(),
        step(say("no new privileges"), say("setuid programs give no rights")),
        step(say("no capabilities"), say("none, also for root")),
        LayerState(say("empty environment"), "on", say("your environment variables do not reach a worker")),
        LayerState(say("closed descriptors"), "on", say("a worker has its input, its output and one channel")),
        step(say("resource limits"), say("processor time, memory, file size, descriptors, threads, output, wall time")),
    ]
