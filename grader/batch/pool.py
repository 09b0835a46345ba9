"""Handing tasks to processes, here or on a cluster, a few at a time, and surviving the death of one."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext
from pathlib import Path

from grader.batch.cluster import ClusterPool
from grader.batch.plan import PlannedSubmission
from grader.batch.workshop import GradedSubmission, JobContext, Settings, Task, begin, run
from grader.sandbox import early

POLL_S = 5
"""Seconds after which to ask whether the pool is still there at all."""
AHEAD = 16
"""Tasks that wait for each process: enough that none is idle while the command writes down a second's results, which
takes up to a quarter of a second (with 3, two processes were idle for a fifth of the time of small exercises); few
enough that a class need not fit into memory."""


@dataclass(frozen=True)
class _Order:
    planned: PlannedSubmission
    alone: bool = False
    """It was under way when a process died: tried once more with no other beside it, to tell whose fault that was."""


def graded(
    pool: LocalPool | ClusterPool, todo: Iterable[PlannedSubmission]
) -> Iterator[tuple[PlannedSubmission, GradedSubmission | Exception]]:
    """Each submission with what became of its task, as they are done. An exception stands for a task that could not be
    done: the process that did it died twice, or the grader itself failed. Raises SandboxError where the pool is gone.
    """
    source = (_Order(planned) for planned in todo)
    again: deque[_Order] = deque()
    waiting: dict[Future[GradedSubmission], _Order] = {}
    while True:
        while order := _next(source, again, waiting, AHEAD * pool.size):
            waiting[pool.submit(order.planned.task)] = order
        if not waiting:
            return
        finished = wait(waiting, POLL_S, FIRST_COMPLETED).done
        pool.check()
        for future in finished:
            order = waiting.pop(future)
            error = future.exception()
            if isinstance(error, BrokenProcessPool) and not order.alone:
                again.append(_Order(order.planned, alone=True))
            elif error is None:
                yield order.planned, future.result()
            elif isinstance(error, Exception):
                yield order.planned, error
            else:
                raise error


def _next(
    source: Iterator[_Order], again: deque[_Order], waiting: dict[Future[GradedSubmission], _Order], most: int
) -> _Order | None:
    if again:
        return None if waiting else again.popleft()
    return next(source, None) if len(waiting) < most else None


class LocalPool:
    """Processes on this machine. An executor whose process died is broken for good (that is how the standard library
    has it): the next task starts another.

    needed: the sets of libraries that their forkservers see, as in `early`.

    Two processes import torch, at the same time, once there is something to grade: the server of multiprocessing, which
    forks the jobs before any of them has a thread, and a forkserver in its sandbox, which forks one for each job.
    """

    def __init__(self, size: int, settings: Settings, needed: early.Needed) -> None:
        self.size, self._settings, self._needed = size, settings, needed
        self._executor: Executor | None = None
        self._origins: early.Servers | None = None
        self._multiprocessing = multiprocessing.get_context("forkserver")
        self._outcomes = tempfile.TemporaryDirectory(prefix="grade-outcomes-", ignore_cleanup_errors=True)

    def _start(self) -> early.Servers:
        """Raises SandboxError where a program is missing."""
        origins = self._origins = early.start(self._settings.level, self._settings.device, self._needed)
        preload = dict.fromkeys(module for visible, late in self._needed.items() for module in (*visible, *late))
        self._multiprocessing.set_forkserver_preload(["grader.batch.workshop", *preload])
        _start_quiet_cleanup()
        _start_server(self._multiprocessing)
        return origins

    def submit(self, task: Task) -> Future[GradedSubmission]:
        try:
            return self._running().submit(run, self._settings, task)
        except BrokenProcessPool:
            self._executor = None
            return self._running().submit(run, self._settings, task)

    def _running(self) -> Executor:
        if self._executor is None:
            servers = self._start() if self._origins is None else self._origins
            origins = {libraries: server.control for libraries, server in servers.items()}
            context = JobContext(origins, Path(self._outcomes.name))
            self._executor = ProcessPoolExecutor(self.size, self._multiprocessing, begin, (context,))
        return self._executor

    def check(self) -> None:
        """Never gone: the next task starts another executor."""

    def __enter__(self) -> LocalPool:
        return self

    def __exit__(self, error: object, *rest: object) -> None:
        # After an error nobody waits: a process that is killed may hold the lock that a clean end would wait for.
        if self._executor is not None:
            self._executor.shutdown(wait=error is None, cancel_futures=True)
        if error is not None:
            for process in multiprocessing.active_children():
                process.kill()
        early.close(self._origins or {})
        self._outcomes.cleanup()


def _start_quiet_cleanup() -> None:
    """Starts the process of multiprocessing that removes what a killed command leaves, without its warning: it does
    remove it. It shares our stderr and takes over the warning filters of the moment it is started at."""
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.pop()


def _start_server(context: ForkServerContext) -> None:
    """Starts multiprocessing's server and waits until it has imported what it is to import.

    Ctrl-C is for the command alone: the server starts with that signal blocked. What it is told first is a process that
    does nothing: one that the pool has ordered would, when the command was stopped meanwhile, complain that its queues
    have gone.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    first = context.Process()
    first.start()
    first.join()


def pool(size: int, settings: Settings, needed: early.Needed, cluster: str | None) -> LocalPool | ClusterPool:
    return LocalPool(size, settings, needed) if cluster is None else ClusterPool(cluster, settings)
