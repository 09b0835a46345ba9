"""Starting forkservers and asking them for workers."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import grader.worker
from grader.errors import SandboxError, SandboxLost
from grader.limits import Limits
from grader.message import say
from grader.outcomes.result import Level
from grader.worker.messages import orders
from grader.worker.walls.confine import SandboxPolicy

from . import mounts
from .gpu import Gpu
from .janitor import Janitor

START_S = 120
"""Seconds a forkserver may take to import its libraries: a cold disk and two busy cores are slow."""
FORK_S = 20
"""Seconds within which a warm forkserver has to answer."""

_BOOT = """
import sys
sys.dont_write_bytecode = True
sys.path[:0] = [{site!r}, {worker!r}]
from worker.forkserver import main
main(sys.argv[1:])
"""


@dataclass
class Forkserver:
    """A warm process that forks workers. Start it early: the import of torch runs while the caller does other work.

    origin: the control socket of one that imports the same, in another process of ours: this one is forked from that.
    """

    libraries: tuple[str, ...]
    preload: tuple[str, ...]
    level: Level
    gpu: Gpu | None = None
    origin: socket.socket | None = None
    _process: subprocess.Popen[bytes] | None = None
    _control: socket.socket | None = None
    _stderr: IO[bytes] | None = None
    _folder: Path | None = None
    _janitor: Janitor | None = None
    _started: bool = False
    _exits: dict[int, orders.Exited] = field(default_factory=dict)
    _next: int = 0
    _lost_until: int = 0
    """The last session of a forkserver that was closed: what became of those nobody can tell."""
    _forgotten: set[int] = field(default_factory=set)

    @classmethod
    def seeing(
        cls,
        libraries: tuple[str, ...],
        preload: tuple[str, ...],
        level: Level,
        gpu: Gpu | None = None,
        origin: socket.socket | None = None,
    ) -> Forkserver:
        """For workers that see these libraries and import them beforehand, `preload` too."""
        return cls((*libraries, "msgspec", "ipython"), (*libraries, *preload), level, gpu, origin)

    def start(self) -> None:
        """Raises SandboxError where the program is missing."""
        if self._control is not None:
            return
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(FORK_S)  # one that has stopped takes no orders
        with theirs:
            if self.origin is not None:
                try:
                    socket.send_fds(self.origin, [orders.encode(orders.Split())], [theirs.fileno()])
                    self._control = ours
                    return
                except OSError:
                    self.origin = None  # it has gone
            self._stderr = tempfile.TemporaryFile()
            try:
                self._process = subprocess.Popen(
                    self._command(theirs.fileno()),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=self._stderr,
                    pass_fds=[theirs.fileno()],
                    env=mounts.environment(self.gpu),
                    cwd="/",
                    start_new_session=True,
                )
            except OSError as error:
                ours.close()
                self.close()
                raise SandboxError("the sandbox cannot be started: {error}", error=error) from None
        self._control = ours

    def _command(self, control: int) -> list[str]:
        """What to start, after making what it needs; the janitor removes that afterwards."""
        nodes = self.gpu.nodes if self.gpu else ()
        if self.level == "full":
            policy = SandboxPolicy(self.level, mounts.readable_inside(self.gpu), nodes)
            program = _program(mounts.SITE, str(Path(mounts.WORKER).parent), control, policy, "", self.preload)
            bwrap = shutil.which("bwrap") or "bwrap"
            return [bwrap, *mounts.bubblewrap_arguments(self.libraries, program, self.gpu)]
        self._folder = Path(tempfile.mkdtemp(prefix="grader-site-"))
        self._folder.chmod(0o755)  # workers may be other users
        self._janitor = Janitor(self._folder)
        site, scratch = self._folder / "site", self._folder / "workers"
        scratch.mkdir(0o755)
        linked_site(site, self.libraries)
        policy = SandboxPolicy(self.level, mounts.readable_outside(self.libraries, str(site), self.gpu), nodes)
        return _program(str(site), str(site), control, policy, str(scratch), self.preload)

    @property
    def layers(self) -> list[str]:
        """The layers around the workers in addition to the steps that they take themselves."""
        found = ["empty environment", "closed descriptors"]
        if self.level == "full" and os.getuid() == 0:
            found.append("another user")  # the forkserver drops root, or does not come up
        return found

    def fork(self, limits: Limits, descriptors: Sequence[int], autograd: bool = True, gpu: bool = False) -> int:
        """A new worker with these three descriptors (requests, answers, output); returns its session number.

        gpu: it starts CUDA before it reports for work.

        Raises SandboxLost when the forkserver has gone or does not answer.
        """
        self.start()
        self.wait_until_started()
        self._next += 1
        cpu_s = int(limits.exercise_s) + 1
        order = orders.Fork(self._next, cpu_s, limits.memory, limits.file_size, autograd, gpu and self.gpu is not None)
        assert self._control is not None
        self._take_events()
        try:
            socket.send_fds(self._control, [orders.encode(order)], list(descriptors))
        except OSError:
            raise self._lost() from None
        return self._next

    def kill(self, session: int) -> None:
        """Ends the worker; its report of the end will be ignored."""
        if self._control is not None and session > self._lost_until:
            self._forgotten.add(session)
            with contextlib.suppress(OSError):
                self._control.send(orders.encode(orders.Kill(session)))

    def exit_of(self, session: int, timeout_s: float = FORK_S) -> orders.Exited:
        """How the worker ended; waits for its end. Raises SandboxLost if its forkserver does not report it."""
        if session <= self._lost_until:
            raise SandboxLost("the forkserver went away")
        deadline = time.monotonic() + timeout_s
        self._forgotten.discard(session)
        while session not in self._exits:
            self._note(self._event(deadline - time.monotonic()))
        return self._exits.pop(session)

    def _note(self, event: orders.Started | orders.Exited) -> None:
        if isinstance(event, orders.Exited):
            if event.session in self._forgotten:
                self._forgotten.discard(event.session)
            else:
                self._exits[event.session] = event

    def _take_events(self) -> None:
        """What has come in the meantime, so that the forkserver never waits for us to read it."""
        assert self._control is not None
        while select.select([self._control], [], [], 0)[0]:
            self._note(self._event(FORK_S))

    def wait_until_started(self) -> None:
        """Raises SandboxError, with its last words, for one that does not come up."""
        while not self._started:
            try:
                self._started = isinstance(self._event(START_S), orders.Started)
            except SandboxError:
                if self.origin is None:
                    raise
                self.origin = None  # one of its own will come up, or say why not
                self.start()

    @property
    def control(self) -> socket.socket:
        """To be another's `origin`. Starts it."""
        self.start()
        assert self._control is not None
        return self._control

    def _event(self, timeout_s: float) -> orders.Started | orders.Exited:
        assert self._control is not None
        try:
            self._control.settimeout(max(timeout_s, 0.001))
            payload = self._control.recv(4096)
        except (TimeoutError, OSError):
            payload = b""
        finally:
            self._control.settimeout(FORK_S)
        if not payload:
            raise self._lost()
        return orders.decode_event(payload)

    def _lost(self) -> SandboxError:
        """The error for a forkserver that is gone: one that never came up will not come up again."""
        came_up, words = self._started, self._last_words()
        self.close()
        if came_up:
            return SandboxLost("the forkserver went away")
        return SandboxError("the sandbox did not start: {words}", words=words or say("no reason given"))

    def _last_words(self) -> str:
        if self._stderr is None:
            return ""
        self._stderr.seek(0)
        lines = self._stderr.read()[-4000:].decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else ""

    def close(self) -> None:
        """Ends the forkserver and every worker it has; it may be started again."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._stderr is not None:
            self._stderr.close()
        if self._janitor is not None:
            self._janitor.clear()
        self._process = self._control = self._stderr = self._folder = self._janitor = None
        self._started, self._lost_until = False, self._next
        self._exits.clear()
        self._forgotten.clear()


def _program(
    site: str, worker: str, control: int, policy: SandboxPolicy, folder: str, preload: Sequence[str]
) -> list[str]:
    boot = _BOOT.format(site=site, worker=worker)
    arguments = [str(control), json.dumps(vars(policy)), folder, *preload]
    return [mounts.python(), "-P", "-s", "-S", "-c", boot, *arguments]


def linked_site(folder: Path, libraries: tuple[str, ...]) -> None:
    """A folder to import from, with links to these libraries and the worker's own code and to nothing else."""
    folder.mkdir(0o755)
    for name, path in mounts.package_paths(libraries).items():
        (folder / name).symlink_to(path)
    (folder / "worker").symlink_to(Path(grader.worker.__file__).parent)
