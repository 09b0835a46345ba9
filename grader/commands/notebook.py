"""`check(exercise_id)` in a notebook: the exercise's checks on the functions of the running kernel.

Nothing stands between the student's code and the grading here, and nothing is kept of it: it is for the student's own
eyes, and `grade submit` decides.
"""

from __future__ import annotations

import itertools
import linecache
import os
import secrets
import sys
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader import language
from grader.commands._options import called
from grader.courses import find
from grader.errors import StudentError
from grader.grading.grade import Grading
from grader.language import N_
from grader.language.words import Words
from grader.outcomes.result import ExerciseResult
from grader.report import page, terminal
from grader.sessions.failures import explained
from grader.sessions.local import LocalSession
from grader.submission.source import Source
from grader.worker.code.failure import failure
from grader.worker.code.load import MODULE
from grader.worker.code.operands import operation
from grader.worker.messages import wire
from grader.worker.serve import Server

UNPROTECTED = N_("this ran in your own kernel, with no sandbox around it: the score that counts is `grade submit`'s")
IMPORTS = N_("what the exercise forbids to import or use is only looked for by `grade submit`")


class Feedback:
    """What the checks found: a cell in a notebook, text in a terminal, data in `result`."""

    def __init__(self, result: ExerciseResult, words: Words) -> None:
        self.result, self._words = result, words
        self._anchor = f"{result.id}-{next(_COUNT)}"

    def __repr__(self) -> str:
        with language.speaking(self._words):
            return terminal.feedback(self.result)

    def _repr_html_(self) -> str:
        with language.speaking(self._words):
            return page.fragment(self.result, self._anchor)


_COUNT = itertools.count(1)


def check(
    exercise: str,
    *,
    course: str | Path | None = None,
    seed: str | None = None,
    namespace: dict[str, Any] | None = None,
) -> Feedback:
    """Runs the exercise's checks on functions defined here, and says what is wrong with them.

    course: its folder or name, else the built-in one. seed: the same data again, else fresh ones. namespace: where the
    functions are, else the caller's globals. Raises GraderError for an exercise or a course that is not there.
    """
    globals_ = sys._getframe(1).f_globals if namespace is None else namespace
    found = find.load(find.builtin() if course is None else find.named(str(course)) or Path(course).expanduser())
    wanted = called(exercise, found.exercises, "exercise")
    session = KernelSession(globals_, list(wanted.spec.returns))
    try:
        result = Grading(found, None, seed or secrets.token_hex(8)).grade_session(wanted, session)
    finally:
        session.close()
    result.notes = [UNPROTECTED, IMPORTS] if wanted.spec.forbids or wanted.spec.forbids_names else [UNPROTECTED]
    return Feedback(result, language.choose(None, found))


class KernelSession(LocalSession):
    """The functions among these globals, run in this process; what they raise is told with the lines of its cells."""

    def __init__(self, globals_: dict[str, Any], names: Sequence[str]) -> None:
        module = types.ModuleType(MODULE)
        module.__dict__.update(globals_)
        super().__init__(Server(module), names)
        self._globals = globals_

    def loaded(self) -> wire.Loaded:
        """With the other functions and classes that are defined here, for "did you mean"."""
        loaded = super().loaded()
        here = self._globals.get("__name__")
        own = [n for n, thing in self._globals.items() if callable(thing) and getattr(thing, "__module__", "") == here]
        return msgspec.structs.replace(loaded, kinds=dict.fromkeys(own, "other") | loaded.kinds)

    def fresh(self, autograd: bool = True, memory: int = 0) -> KernelSession:
        """Raises NoWorker for one without autograd, or with little memory: what a kernel has defined cannot be sent to
        a worker."""
        if memory or not autograd:
            super().fresh(autograd, memory)
        return KernelSession(self._globals, self._names)

    def _explained(self, error: BaseException) -> StudentError:
        traces = list(_traces(error, self._globals))
        doing = operation(traces[-1]) if traces else None
        traces = traces if len(traces) <= 12 else [*traces[:6], *traces[-6:]]
        places = [(trace.tb_frame.f_code, trace.tb_lineno) for trace in traces]
        frames = [wire.Frame(_label(code.co_filename), line, code.co_name[:80]) for code, line in places]
        texts = {
            _label(code.co_filename): "".join(linecache.getlines(code.co_filename)).encode(errors="backslashreplace")
            for code, _ in places
        }
        failed = msgspec.structs.replace(failure(error, frozenset()), frames=frames, operation=doing)
        return explained(failed, Source("", "", files=texts))


def _traces(error: BaseException, globals_: dict[str, Any]) -> Iterator[types.TracebackType]:
    """The steps of the traceback that ran among these globals."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals is globals_:
            yield trace
        trace = trace.tb_next


def _label(file: str) -> str:
    """A cell as Jupyter's own tracebacks call it, any other code by its file's name."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    cell = shell.compile.format_code_name(file) if shell else None
    return " ".join(cell) if cell else os.path.basename(file)
