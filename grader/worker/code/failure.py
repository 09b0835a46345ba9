"""What the student's code raised, as data that goes over the wire."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Literal

from .. import convert
from ..messages import wire
from . import names
from .operands import operation
from .passed_over import NotLoaded


class NotKept(Exception):
    """A request names an object that this worker does not hold, or asks of it what it cannot do.

    kind: as in `wire.Failed`: "gone", "no_grad_fn", or what the object is not, for which `sessions/failures.py` has the
    words. kind_of_object: what it is instead.
    """

    def __init__(self, kind: str, kind_of_object: str = "") -> None:
        super().__init__(kind, kind_of_object)
        self.kind, self.kind_of_object = kind, kind_of_object


def failure(error: BaseException, labels: frozenset[str], values: bool = False) -> wire.Failed:
    """What the student's code raised, with the lines of its own files, and with the values of the last of them where
    `values` asks for them. The error may be an object of a class that the student wrote: no method of it is trusted."""
    if isinstance(error, names.ForbiddenImport):
        return wire.Failed("forbidden", error.kind, error.module, [wire.Frame(*error.place, "<module>")])
    if isinstance(error, NotLoaded):
        return error.failed
    if isinstance(error, NotKept):
        return wire.Failed("not_kept", "NotKept", error.kind_of_object, kind=error.kind)
    if isinstance(error, SyntaxError):
        label, line = _label(error.filename), error.lineno
        if label in labels and type(line) is int and not _frames(error, labels):
            return wire.Failed("syntax_error", _name(error), _text(error.msg), [wire.Frame(label, line, "")])
    memory, ended = isinstance(error, MemoryError), isinstance(error, SystemExit)
    cause: Literal["out_of_memory", "exited", "raised"] = "out_of_memory" if memory else "exited" if ended else "raised"
    places = list(_places(error, labels)) if values and cause == "raised" else []
    doing = operation(places[-1]) if places else None
    return wire.Failed(cause, _name(error), _text(error), _frames(error, labels), operation=doing)


def _places(error: BaseException, labels: frozenset[str]) -> Iterator[types.TracebackType]:
    """The steps of the traceback in the student's own files."""
    trace = _traceback(error)
    while trace is not None:
        if _label(trace.tb_frame.f_code.co_filename) in labels:
            yield trace
        trace = trace.tb_next


_traceback = vars(BaseException)["__traceback__"].__get__
"""The student's class may have a property of that name."""


def _frames(error: BaseException, labels: frozenset[str]) -> list[wire.Frame]:
    codes = ((place.tb_frame.f_code, place.tb_lineno or 0) for place in _places(error, labels))
    frames = [wire.Frame(_label(code.co_filename), line, code.co_name[:80]) for code, line in codes]
    return frames if len(frames) <= 12 else [*frames[:6], *frames[-6:]]


def _label(name: Any) -> str:
    return name[1:-1] if type(name) is str and name[:1] == "<" and name[-1:] == ">" else ""


def _name(error: BaseException) -> str:
    return convert.type_name(type(error))


def _text(thing: Any) -> str:
    try:
        text = str(thing)
    except BaseException as error:  # the student's own __str__
        return f"(its text cannot be shown: {type(error).__name__})"
    if type(text) is not str:
        return ""
    text = text[: wire.MAX_TEXT].encode("utf-8", "backslashreplace").decode()  # half a character cannot be sent
    return text[: wire.MAX_TEXT]
