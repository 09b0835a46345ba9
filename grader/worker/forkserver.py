"""The warm process that forks workers: imports the libraries once, forks on demand, knows no secret.

`grader/sandbox/__init__.py` draws the processes and their channels. The forkserver reads no source, no name and no
seed: a forked child can read its parent's memory. Where a worker has a folder on the disk in place of its own /tmp, the
forkserver makes it, checks its size and the worker's threads regularly, and removes it afterwards.
"""

from __future__ import annotations

import dataclasses
import gc
import importlib
import linecache
import os
import selectors
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from .messages.orders import Excess, Exited, Fork, Split, Started, decode_order, encode
from .walls import confine, namespaces, preflight, seccomp

THREADS, DESCRIPTORS, FILES = 64, 64, 1000
DESCRIPTORS_OF_CUDA = 256
"""It opens a card's node a dozen times and more."""
HUGE_PAGES_AFTER = 12
"""Workers, before the heap goes into huge pages: that costs what it saves for a dozen of them, and a student who waits
for one grading needs fewer."""
LOOK_S = 0.25
"""Seconds between two checks of a worker's folder and its number of threads."""


@dataclass
class Child:
    """A worker as the forkserver sees it. folder: empty where it has its own mounts."""

    order: Fork
    pid: int
    pidfd: int
    folder: str
    excess: Excess = ""


def main(arguments: Sequence[str]) -> None:
    """Arguments: the control descriptor, the policy as JSON, a folder for the workers' own, the modules to import."""
    control = socket.socket(fileno=int(arguments[0]))
    policy = msgspec.json.decode(arguments[1], type=confine.SandboxPolicy)
    folder, preload = arguments[2], arguments[3:]
    home = -1
    if policy.level == "full":
        namespaces.drop_root()
        if not policy.devices:  # CUDA looks for its threads in /proc, by the numbers of bubblewrap's own PID namespace
            namespaces.own_pid_namespace()
            home = os.open("/proc/self/ns/pid", os.O_RDONLY)
        if refusal := preflight.refusal(policy):  # before the import, for whoever waits to start another level
            sys.exit(refusal)
    elif policy.level != "none":
        policy = dataclasses.replace(policy, uids=not preflight.obstacle_to_other_users((*policy.readable, folder)))
    from . import loop  # after the drop: nothing is imported as root

    gc.disable()  # it would look through the same modules again and again, for a seventh of the time of the import
    for name in preload:
        importlib.import_module(name)
    if home >= 0:
        seccomp.compiled(gpu=False, own=1)  # as each worker is in its own PID namespace
        confine.processors()
    loop.warm_up()
    linecache.clearcache()  # since Python 3.13 the text after -c is in it
    control.send(encode(Started()))
    Supervisor(control, policy, folder, home).serve()
    os._exit(0)


class Supervisor:
    """Takes orders, forks workers, reports how they ended. home: a descriptor of its PID namespace, or -1 if workers
    get none."""

    def __init__(self, control: socket.socket, policy: confine.SandboxPolicy, folder: str, home: int) -> None:
        self._control, self._policy, self._folder, self._home = control, policy, folder, home
        self._children: dict[int, Child] = {}
        self._selector = selectors.DefaultSelector()
        self._bare: socket.socket | None = None
        self._forked = self._splits = 0

    def serve(self) -> None:
        """Until the control socket closes. Its workers end with it, though the process that it was forked from goes
        on."""
        self._selector.register(self._control, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select(LOOK_S if self._folder and self._children else None):
                if key.fileobj is self._bare:
                    self._relay()
                elif key.fileobj is not self._control:
                    self._ended(self._children.pop(key.data))
                elif not self._obey():
                    for child in self._children.values():
                        _kill(child.pid)
                    return
            if self._folder:
                self._look()

    def _obey(self) -> bool:
        payload, descriptors, _, _ = socket.recv_fds(self._control, 4096, 3)
        if not payload:
            return False
        order = decode_order(payload)
        if isinstance(order, Split):
            self._split(socket.socket(fileno=descriptors[0]))
        elif isinstance(order, Fork) and not order.autograd:
            order.autograd = True  # there it is as it should be
            socket.send_fds(self._bare or self._without_autograd(), [encode(order)], descriptors)
            for descriptor in descriptors:
                os.close(descriptor)
        elif isinstance(order, Fork):
            self._forked += 1
            if self._forked == HUGE_PAGES_AFTER:
                from . import start_up

                start_up.huge_pages()
            child = self._fork(order, descriptors)
            self._children[order.session] = child
            self._selector.register(child.pidfd, selectors.EVENT_READ, order.session)
        elif order.session in self._children:
            _kill(self._children[order.session].pid)
        elif self._bare is not None:
            self._bare.send(payload)
        return True

    def _split(self, control: socket.socket) -> None:
        """Sessions are numbered by each job, so each has a folder of its own for its workers'."""
        self._splits += 1
        folder = self._folder and f"{self._folder}/job{self._splits}"
        if folder:
            os.mkdir(folder, 0o755)
        self._fork_supervisor(control, folder, lambda: control.send(encode(Started())))

    def _fork_supervisor(self, control: socket.socket, folder: str, prepare: Callable[[], object]) -> None:
        """A process that does the same for another control socket, and ends with that."""
        if not os.fork():
            try:
                self._control.close()
                prepare()
                Supervisor(control, self._policy, folder, self._home).serve()
            finally:
                os._exit(0)
        control.close()

    def _without_autograd(self) -> socket.socket:
        """The control socket of the second forkserver, which is forked here: taking autograd out of torch takes a tenth
        of a second. It ends with this one."""
        from . import no_autograd

        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)

        def prepare() -> None:
            ours.close()  # else the other end would never be seen to close
            no_autograd.without_autograd()

        self._fork_supervisor(theirs, self._folder, prepare)
        self._selector.register(ours, selectors.EVENT_READ)
        self._bare = ours
        return ours

    def _relay(self) -> None:
        """What the second forkserver reports. If it has gone there will be another."""
        assert self._bare is not None
        if payload := self._bare.recv(4096):
            self._control.send(payload)
            return
        self._selector.unregister(self._bare)
        self._bare.close()
        self._bare = None

    def _fork(self, order: Fork, descriptors: list[int]) -> Child:
        folder = f"{self._folder}/{order.session}" if self._folder else ""
        uid = confine.FIRST_UID + (os.getpid() * 97 + order.session) % confine.UIDS
        if folder:
            os.mkdir(folder, 0o700)
            if self._policy.uids:
                os.chown(folder, uid, uid)
        parent = os.getpid() if self._home < 0 else 0
        pid = namespaces.fork_into_pid_namespace(self._home) if self._home >= 0 else os.fork()
        if pid:
            for descriptor in descriptors:
                os.close(descriptor)
            return Child(order, pid, os.pidfd_open(pid), folder)
        try:
            most = DESCRIPTORS_OF_CUDA if self._policy.devices else DESCRIPTORS
            limits = confine.ResourceLimits(order.cpu_s, order.memory, order.file_size, THREADS, most)
            _become_worker(descriptors, confine.WorkerConfig(self._policy, limits, folder, uid, parent, order.gpu))
        finally:
            os._exit(70)

    def _ended(self, child: Child) -> None:
        self._selector.unregister(child.pidfd)
        os.close(child.pidfd)
        _, status = os.waitpid(child.pid, 0)
        _kill_group(child.pid)
        if child.folder:
            shutil.rmtree(child.folder, ignore_errors=True)
        self._control.send(encode(Exited(child.order.session, os.waitstatus_to_exitcode(status), child.excess)))

    def _look(self) -> None:
        for child in self._children.values():
            if not child.excess and (excess := _excess(child)):
                child.excess = excess
                _kill(child.pid)


def _excess(child: Child) -> Excess:
    """What a worker has too much of. It can make files, but neither folders nor unnamed files, and can remove none."""
    try:
        if len(os.listdir(f"/proc/{child.pid}/task")) > THREADS + 1:
            return "threads"
        with os.scandir(child.folder) as entries:
            used = [entry.stat(follow_symlinks=False).st_blocks * 512 for entry in entries]
    except OSError:
        return ""  # it has just ended
    return "files" if len(used) > FILES or sum(used) > 2 * child.order.file_size else ""


def _kill(pid: int) -> None:
    _kill_group(pid)
    os.kill(pid, signal.SIGKILL)


def _kill_group(pid: int) -> None:
    # Finds something only without a PID namespace, which would take the descendants along.
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _become_worker(descriptors: list[int], config: confine.WorkerConfig) -> None:
    from . import loop

    os.setsid()
    requests, answers, output = (os.dup2(d, 100 + i) for i, d in enumerate(descriptors))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    requests, answers = os.dup2(requests, 3, inheritable=False), os.dup2(answers, 4, inheritable=False)
    os.closerange(5, 4096)
    loop.run(requests, answers, config)
