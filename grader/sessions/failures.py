"""The worker's account of a failure in the student's words: nothing in it is believed beyond being text."""

from __future__ import annotations

from typing import Any

from grader.errors import Cause, StudentError
from grader.outcomes.outcome import Frame
from grader.sandbox.gpu import IS_FULL
from grader.submission.source import Source, is_text
from grader.text import one_line
from grader.worker.messages import wire

from . import error_meanings

_NO_MEMORY = "your code needed more memory than it may use"
_NOTEBOOKS_ONLY = "Lines that begin with ! or % are for notebooks only: leave them out of a .py file."


def explained(failed: wire.Failed, source: Source) -> StudentError:
    message, kind = one_line(failed.message, 600), one_line(failed.error, 100)
    if failed.cause == "not_kept":
        return StudentError("wrong_type", message, kind=failed.kind)
    frames = _frames(failed, source)
    where = f" ({_place(frames[-1])})" if frames else ""
    loading = bool(frames) and frames[0].function == "<module>"
    cause, words = _told(failed.cause, kind, message, loading)
    if cause == "raised":
        meaning = error_meanings.meaning(words)
        stub = kind == "NotImplementedError"
        details: dict[str, Any] = {"frames": frames, "fingerprint": words, "reading": meaning, "not_implemented": stub}
        return StudentError(cause, words + where, **details)
    if cause == "syntax_error" and frames and not is_text(source.files.get(frames[-1].file, b"")):
        words, where = f"the file is not text that Python can read{where}: save the file as UTF-8", ""
    meaning = _NOTEBOOKS_ONLY if cause == "syntax_error" and _is_for_notebooks(frames, source) else None
    return StudentError(cause, words + where, frames=frames, reading=meaning)


def _is_for_notebooks(frames: list[Frame], source: Source) -> bool:
    return bool(frames) and not source.cells and frames[-1].text.lstrip().startswith(("!", "%"))


def _frames(failed: wire.Failed, source: Source) -> list[Frame]:
    return [
        Frame(one_line(f.file, 100), f.line, one_line(f.function, 80), text)
        for f in failed.frames[:12]
        if (text := source.line(f.file, f.line)) or f.line > 0
    ]


def _told(cause: str, kind: str, message: str, loading: bool) -> tuple[Cause, str]:
    match cause:
        case "syntax_error":
            return "syntax_error", f"{kind}: {message}"
        case "forbidden" if kind == "ImportError":
            return "forbidden", f"{message} must not be imported here"
        case "forbidden":
            return "forbidden", f"{message} must not be used here"
        case "exited":
            when = "while the file was loaded" if loading else "in the middle of the call"
            return "died", f"your code called exit() {when}"
        case "out_of_memory":
            return "out_of_memory", _NO_MEMORY
    return _raised(kind, message)


def _raised(kind: str, message: str) -> tuple[Cause, str]:
    if IS_FULL.search(f"{kind}: {message}"):
        return "out_of_memory", "your code needed more of the GPU's memory than it may use"
    if kind == "MemoryError" or "can't allocate memory" in message:
        return "out_of_memory", _NO_MEMORY
    if kind == "ModuleNotFoundError":
        return "forbidden", f"{message}: it is not among what this exercise may import"
    if kind == "BlockingIOError" and "Errno 11" in message:
        message += ": your code may not start processes here"
    return "raised", f"{kind}: {message}" if message else kind


def _place(frame: Frame) -> str:
    return f"{frame.file}, line {frame.line}"
