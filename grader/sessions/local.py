"""The course's own code (a solution, a mistake) in this process, asked with the same messages as a worker."""

from __future__ import annotations

import contextlib
import functools
import sys
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from grader.errors import NoWorker, StudentError
from grader.submission.source import Source
from grader.worker.code.failure import failure
from grader.worker.code.load import MODULE
from grader.worker.code.signatures import signatures_of
from grader.worker.messages import wire
from grader.worker.serve import Server
from grader.worker.steps import Asking

from .failures import explained
from .session import Session, WorkerSession

warnings.filterwarnings("ignore", module=f"^{MODULE}$")  # mistakes are meant to do what torch warns of


class LocalSession:
    """The course's own code (a solution, a mistake), run in this process. What it warns of is a mistake's business."""

    def __init__(self, server: Server, names: Sequence[str], elsewhere: WorkerSession | None = None) -> None:
        self._server, self._names, self._elsewhere = server, tuple(names), elsewhere
        self.left: wire.Value = None
        self._state: Any = None
        self._is_asking = False

    @functools.cached_property
    def _loaded(self) -> wire.Loaded:
        """Looked at once: it is what the file defined when it was loaded, as a worker tells it. Code that replaces its
        own functions as it runs changes what is called, not what was promised."""
        assert self._server.module is not None
        signatures, kinds = signatures_of(self._server.module, list(self._names))
        return wire.Loaded(signatures, kinds, [])

    def loaded(self) -> wire.Loaded:
        return self._loaded

    def ask(self, request: wire.Request, asking: Asking | None = None) -> wire.Value:
        if self._is_asking:
            return self._within(request)
        raised: list[Exception] = []
        self._server.asking = asking and self._remembering(asking, raised)
        try:
            with as_in_a_worker(), warnings.catch_warnings(action="ignore"), self._random(request):
                reply = self._server.handle(request)
        except (Exception, SystemExit) as error:
            raise (raised[0] if raised else self._explained(error)) from error
        finally:
            self._server.asking = None
        if raised:  # the answer has caught it
            raise raised[0]
        assert isinstance(reply, wire.Answer)
        self.left = reply.left
        return reply.value

    def _within(self, request: wire.Request) -> wire.Value:
        """In the middle of another request, in the same state of everything."""
        before, self._server.asking = self._server.asking, None
        try:
            reply = self._server.handle(request)
        except (Exception, SystemExit) as error:
            raise self._explained(error) from error
        finally:
            self._server.asking = before
        assert isinstance(reply, wire.Answer)
        return reply.value

    @contextlib.contextmanager
    def _random(self, request: wire.Request) -> Iterator[None]:
        """Once seeded, this session goes on with its own random state, as a worker does."""
        torch = sys.modules.get("torch")
        if torch is None or (self._state is None and not _seeds(request)):
            yield
            return
        ours = torch.get_rng_state()
        if self._state is not None:
            torch.set_rng_state(self._state)
        try:
            yield
        finally:
            self._state = torch.get_rng_state()
            torch.set_rng_state(ours)

    def _remembering(self, asking: Asking, raised: list[Exception]) -> Asking:
        """What a lent function raises ends the request, also where the answer catches it."""

        def asked(called: wire.Called) -> wire.Value:
            self._is_asking = True
            try:
                return asking(called)
            except Exception as error:
                raised.append(error)
                raise
            finally:
                self._is_asking = False

        return asked

    def _explained(self, error: BaseException) -> StudentError:
        return explained(failure(error, frozenset()), Source("", ""))

    def fresh(self, autograd: bool = True, memory: int = 0) -> Session:
        """Autograd cannot be taken out of our own torch, nor our memory be limited: such code runs in a worker."""
        if autograd and not memory:
            return LocalSession(Server(self._server.module), self._names, self._elsewhere)
        if self._elsewhere is None:
            raise NoWorker("no worker to run this in")
        return self._elsewhere.fresh(autograd, memory)

    def close(self) -> None:
        self._server.kept.clear()


def _seeds(request: wire.Request) -> bool:
    return isinstance(request, wire.Seed) or (
        isinstance(request, wire.Program) and any(step.do == "seed" for step in request.steps)
    )


@contextlib.contextmanager
def as_in_a_worker() -> Iterator[None]:
    """Autograd on: gradcheck calls us from inside a Function's forward, where it is off. And a worker's kernels
    (`start_up.no_compiled_kernels`), for a check's own torch code too: others round in another way."""
    torch = sys.modules.get("torch")
    if torch is None:
        yield
        return
    compiled, *_ = torch.backends.mkldnn.set_flags(False)
    try:
        with torch.enable_grad():
            yield
    finally:
        torch.backends.mkldnn.set_flags(compiled)
