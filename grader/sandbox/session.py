"""Sessions: the student's code behind a wall, or the course's own code beside us, asked in the same words."""

from __future__ import annotations

import contextlib
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from grader.errors import NoWorker, SandboxLost, StudentError
from grader.outcome import Frame
from grader.readings import reading_of_error
from grader.submission.source import Source, is_text
from grader.text import one_line
from grader.worker import wire
from grader.worker.failure import failure
from grader.worker.load import MODULE
from grader.worker.serve import Server

from .channel import Channel, Output
from .forkserver import Forkserver, Level, Limits
from .gpu import IS_FULL, Gpu


@dataclass(frozen=True)
class Rules:
    """What loading a file for one exercise means. `names`: the functions and classes it has to define; `sought`: names
    that are looked for in its source. `gpu`: whether its calls get tensors on the GPU."""

    names: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    seed: int = 0
    forbidden_names: tuple[str, ...] = ()
    sought: tuple[str, ...] = ()
    gpu: bool = False


class Session(Protocol):
    """Somewhere that a module is loaded and answers requests."""

    def ask(self, request: wire.Request) -> wire.Value:
        """Raises StudentError for whatever the code does wrong."""

    def loaded(self) -> wire.Loaded: ...

    def fresh(self, autograd: bool = True) -> Session:
        """A session with the same code that has seen none of this one's requests."""

    def close(self) -> None: ...


class WorkerSession:
    """A student's file in a worker. Opens one when first asked, and another after one that failed."""

    def __init__(
        self,
        forkserver: Forkserver,
        source: Source,
        rules: Rules,
        limits: Limits,
        output: Output | None = None,
        deadline: float | None = None,
        autograd: bool = True,
    ) -> None:
        self._forkserver, self._source, self._rules, self._limits = forkserver, source, rules, limits
        self.output = output or Output(limits.output)
        self._deadline = deadline or time.monotonic() + limits.exercise_s
        self._autograd = autograd
        self._channel: Channel | None = None
        self._loaded: wire.Loaded | None = None
        self._siblings: list[WorkerSession] = []
        self._bare: WorkerSession | None = None
        self.layers: list[str] = []
        self.stand_ins_used: list[str] = []
        self.names_used: frozenset[str] = frozenset()

    def loaded(self) -> wire.Loaded:
        """What the file defines. Raises StudentError, with `stops_exercise`, for a file that does not load."""
        if self._channel is None or self._channel.closed or self._loaded is None:
            if self._source.broken is not None:
                raise self._source.broken
            self.close()
            gpu = self._rules.gpu and self._autograd  # without autograd everything is on the CPU
            self._channel = Channel(self._forkserver, self._limits, self.output, self._deadline, self._autograd, gpu)
            self.layers = self._channel.layers
            self.output.muted, self.output.loads = self.output.loads > 0, self.output.loads + 1
            try:
                reply = self._exchange(self._load_request(), self._limits.load_s)
            except StudentError as error:
                error.stops_exercise = True
                raise
            finally:
                self.output.muted = False
            assert isinstance(reply, wire.Loaded)
            self._loaded = reply
            self.stand_ins_used = [one_line(name, 60) for name in reply.notes[:20]]
            self.names_used = frozenset(self._rules.sought).intersection(reply.used)
        return self._loaded

    def ask(self, request: wire.Request) -> wire.Value:
        self.loaded()
        reply = self._exchange(request, self._limits.call_s)
        assert isinstance(reply, wire.Answer)
        return reply.value

    def _exchange(self, request: wire.Request, timeout_s: float) -> wire.Reply:
        assert self._channel is not None
        try:
            reply = self._channel.ask(request, timeout_s)
        except StudentError:
            self.close()
            raise
        expected = wire.Loaded if isinstance(request, wire.Load) else wire.Answer
        if isinstance(reply, expected):
            return reply
        self.close()
        if isinstance(reply, wire.Failed):
            raise explained(reply, self._source)
        raise StudentError("died", "the process that ran your code sent a message that makes no sense here")

    def _load_request(self) -> wire.Load:
        source, rules = self._source, self._rules
        return wire.Load(
            main=source.main,
            files=source.files,
            cells=list(source.cells),
            names=list(rules.names),
            forbidden=list(rules.forbidden),
            stand_ins=list(rules.stand_ins),
            seed=rules.seed,
            autograd=self._autograd,
            forbidden_names=list(rules.forbidden_names),
            sought=list(rules.sought),
        )

    def fresh(self, autograd: bool = True) -> WorkerSession:
        """The one without autograd serves all checks: it sees what they send there, not what they send here."""
        if not autograd and self._bare is not None:
            return self._bare
        session = WorkerSession(
            self._forkserver, self._source, self._rules, self._limits, self.output, self._deadline, autograd
        )
        self._siblings.append(session)
        self._bare = self._bare if autograd else session
        return session

    def close(self) -> None:
        if self._channel is not None:
            self._channel.close()
        self._channel = self._loaded = None
        for session in self._siblings:
            session.close()
        self._siblings.clear()
        self._bare = None


warnings.filterwarnings("ignore", module=f"^{MODULE}$")  # mistakes are meant to do what torch warns of


class LocalSession:
    """The course's own code (a solution, a mistake), run in this process. What it warns of is a mistake's business."""

    def __init__(self, server: Server, names: Sequence[str], elsewhere: WorkerSession | None = None) -> None:
        self._server, self._names, self._elsewhere = server, tuple(names), elsewhere

    def loaded(self) -> wire.Loaded:
        from grader.worker.load import described

        assert self._server.module is not None
        signatures, kinds = described(self._server.module, list(self._names))
        return wire.Loaded(signatures, kinds, [])

    def ask(self, request: wire.Request) -> wire.Value:
        try:
            with _as_in_a_worker(), warnings.catch_warnings(action="ignore"):
                reply = self._server.handle(request)
        except (Exception, SystemExit) as error:
            raise self._explained(error) from error
        assert isinstance(reply, wire.Answer)
        return reply.value

    def _explained(self, error: BaseException) -> StudentError:
        return explained(failure(error, frozenset()), Source("", ""))

    def fresh(self, autograd: bool = True) -> Session:
        """Autograd cannot be taken out of our own torch, so code to be tried without it runs in a worker."""
        if autograd:
            return LocalSession(Server(self._server.module), self._names, self._elsewhere)
        if self._elsewhere is None:
            raise NoWorker("no worker to run this without autograd")
        return self._elsewhere.fresh(autograd=False)

    def close(self) -> None:
        self._server.kept.clear()


@contextlib.contextmanager
def _as_in_a_worker() -> Iterator[None]:
    """Autograd on: gradcheck calls us from inside a Function's forward, where it is off. And a worker's kernels
    (`lean.no_compiled_kernels`): others round in another way."""
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


def explained(failed: wire.Failed, source: Source) -> StudentError:
    """The worker's account of a failure in the student's words: nothing in it is believed beyond being text."""
    message, kind = one_line(failed.message, 600), one_line(failed.error, 100)
    frames = [
        Frame(one_line(f.file, 100), f.line, one_line(f.function, 80), text)
        for f in failed.frames[:12]
        if (text := source.line(f.file, f.line)) or f.line > 0
    ]
    where = f" ({_place(frames[-1])})" if frames else ""
    match failed.cause:
        case "syntax_error":
            words = f"{kind}: {message}{where}"
            if frames and not is_text(source.files.get(frames[-1].file, b"")):
                words = f"the file is not text that Python can read{where}: save the file as UTF-8"
            return StudentError("syntax_error", words, frames=frames)
        case "forbidden":
            imported = f"{message} must not be imported here" if kind == "ImportError" else ""
            return StudentError("forbidden", (imported or f"{message} must not be used here") + where, frames=frames)
        case "exited":
            return StudentError("died", f"your code called exit() in the middle of the call{where}", frames=frames)
        case "out_of_memory":
            return StudentError("out_of_memory", f"your code needed more memory than it may use{where}", frames=frames)
        case "not_kept":
            return StudentError("wrong_type", message)
    if IS_FULL.search(f"{kind}: {message}"):
        words = f"your code needed more of the GPU's memory than it may use{where}"
        return StudentError("out_of_memory", words, frames=frames)
    if _is_out_of_memory(kind, message):
        return StudentError("out_of_memory", f"your code needed more memory than it may use{where}", frames=frames)
    if kind == "ModuleNotFoundError":
        words = f"{message}: it is not among what this exercise may import"
        return StudentError("forbidden", words + where, frames=frames)
    if kind == "BlockingIOError" and "Errno 11" in message:
        message += ": your code may not start processes here"
    words = f"{kind}: {message}" if message else kind
    meaning = reading_of_error(words)
    return StudentError("raised", words + where, frames=frames, evidence=words, error=kind, reading=meaning)


def _place(frame: Frame) -> str:
    return f"{frame.file}, line {frame.line}"


def _is_out_of_memory(kind: str, message: str) -> bool:
    return kind == "MemoryError" or "can't allocate memory" in message


@dataclass
class Sandbox:
    """The forkservers of a job: one for each set of libraries, started when first needed or by `warm`.

    layers: what the last worker that came up had around it.
    """

    level: Level
    limits: Limits = field(default_factory=Limits)
    gpu: Gpu | None = None
    _forkservers: dict[tuple[str, ...], Forkserver] = field(default_factory=dict)

    def forkserver(self, libraries: tuple[str, ...], preload: tuple[str, ...] = ()) -> Forkserver:
        """The forkserver for these libraries; `preload` counts for the first to ask."""
        if libraries not in self._forkservers:
            visible = (*libraries, "msgspec", "ipython")
            server = Forkserver(visible, (*libraries, *preload), self.level, self.gpu, self.limits.memory)
            self._forkservers[libraries] = server
        return self._forkservers[libraries]

    def session(self, libraries: tuple[str, ...], source: Source, rules: Rules) -> WorkerSession:
        return WorkerSession(self.forkserver(libraries), source, rules, self.limits)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *error: object) -> None:
        for server in self._forkservers.values():
            server.close()
        self._forkservers.clear()


__all__ = ["LocalSession", "Rules", "Sandbox", "SandboxLost", "Session", "WorkerSession", "explained"]
