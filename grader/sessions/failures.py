"""A worker's report of a failure as a message for the student. Nothing in it is believed but that it is text."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import Cause, StudentError
from grader.message import Message, located, say
from grader.outcomes.outcome import Frame
from grader.sandbox.gpu import IS_FULL
from grader.submission.encoding import is_text
from grader.submission.source import Source
from grader.text import one_line
from grader.worker.messages import wire

from . import error_meanings
from .crash_words import line_words

_NO_MEMORY = say("your code needed more memory than it may use")
_NOTEBOOKS_ONLY = say("Lines that begin with ! or % are for notebooks only: leave them out of a .py file.")


def explained(failed: wire.Failed, source: Source, known: Message | None = None) -> StudentError:
    """known: why, as far as it is known from elsewhere."""
    message, kind = one_line(failed.message, 600), one_line(failed.error, 100)
    if failed.cause == "not_kept":
        cause: Cause = "wrong_state" if failed.kind == "exchanged" else "wrong_type"
        reading = error_meanings.meaning(message) if message.startswith("stub of ") else None
        return StudentError(cause, _not_kept(failed.kind, message), kind=failed.kind, reading=reading)
    frames = _frames(failed.frames, source)
    loading = bool(frames) and frames[0].function == "<module>"
    cause, words = _told(failed.cause, kind, message, loading)
    if known and kind == "ModuleNotFoundError":
        words = say("{error}: {text}", error=kind, text=message)
    placed = located(words, file_of(frames[-1].file, source), frames[-1].line) if frames else words
    if cause == "raised":
        stub = kind == "NotImplementedError"
        special = _still_the_stub(frames) if stub and not message else _no_arguments(kind, frames)
        meaning = known or special or error_meanings.meaning(words)
        doing = line_words(failed, place_of(frames[-1], source)) if frames and not special else None
        reading = say("{message} {reading}", message=doing, reading=meaning) if doing and meaning else doing or meaning
        return StudentError(
            cause,
            placed,
            frames=frames,
            fingerprint=None if known else str(words),
            reading=reading,
            not_implemented=stub,
            forward=next(reversed(_frames(failed.forward, source)), None),
            changed=next(iter(_frames(failed.changed, source)), None),
        )
    if cause == "syntax_error" and frames and not is_text(source.files.get(frames[-1].file, b"")):
        placed = say("the file is not text that Python can read ({place}): save the file as UTF-8", **placed.values)
    meaning = _NOTEBOOKS_ONLY if cause == "syntax_error" and _is_for_notebooks(frames, source) else known
    return StudentError(cause, placed, frames=frames, reading=meaning)


def _not_kept(kind: str, value: str) -> Message:
    """kind: of `worker.code.failure.NotKept`; the worker's word, like all of it."""
    if kind in ("no_optimizer", "no_module") and value.startswith("stub of "):
        wanted = say("an optimizer") if kind == "no_optimizer" else say("an nn.Module")
        returned = say("what a stub of {module} returned", module=value.removeprefix("stub of "))
        return say("the result is {actual}, expected {expected}", actual=returned, expected=wanted)
    if kind in ("no_optimizer", "no_module") and value == "type":
        return say("the result is a class, expected an object of it: are the () after its name missing?")
    known = {
        "no_grad_fn": say("the result does not track gradients: it has no grad_fn"),
        "no_optimizer": say("expected an optimizer, received an object of type {type}", type=value),
        "no_module": say("expected an nn.Module, received an object of type {type}", type=value),
        "no_function": say("{type} is not a torch.autograd.Function, expected a subclass of it", type=value),
        "gone": say("the object is no longer here"),
        "exchanged": say("an object that is kept between two calls has been exchanged for another one"),
    }
    return known.get(kind) or say("{text}", text=value)


def _is_for_notebooks(frames: list[Frame], source: Source) -> bool:
    return bool(frames) and not source.cells and frames[-1].text.lstrip().startswith(("!", "%"))


def _frames(told: Sequence[wire.Frame], source: Source) -> list[Frame]:
    return [
        Frame(one_line(f.file, 100), f.line, one_line(f.function, 80), text)
        for f in told[:12]
        if (text := source.line(f.file, f.line)) or f.line > 0
    ]


def _told(cause: str, kind: str, message: str, loading: bool) -> tuple[Cause, Message]:
    match cause:
        case "syntax_error":
            return "syntax_error", say("{error}: {text}", error=kind, text=message)
        case "forbidden" if kind == "ImportError":
            return "forbidden", say("{name} must not be imported here", name=message)
        case "forbidden":
            return "forbidden", say("{name} must not be used here", name=message)
        case "exited":
            when = say("while the file was loaded") if loading else say("in the middle of the call")
            return "died", say("your code called exit() {when}", when=when)
        case "out_of_memory":
            return "out_of_memory", _NO_MEMORY
    return _raised(kind, message)


def _raised(kind: str, message: str) -> tuple[Cause, Message]:
    """What a student's exception says is a value in a message, whatever it looks like."""
    if IS_FULL.search(f"{kind}: {message}"):
        return "out_of_memory", say("your code needed more of the GPU's memory than it may use")
    if kind == "MemoryError" or "can't allocate memory" in message:
        return "out_of_memory", _NO_MEMORY
    if kind == "ModuleNotFoundError":
        return "forbidden", say("{error}: it is not among what this exercise may import", error=message)
    error = say("{error}: {text}", error=kind, text=message) if message else say("{error}", error=kind)
    if kind == "BlockingIOError" and "Errno 11" in message:
        return "raised", say("{error}: your code may not start processes here", error=error)
    return "raised", error


def _no_arguments(kind: str, frames: list[Frame]) -> Message | None:
    if kind != "IndexError" or not frames or "argv" not in frames[-1].text:
        return None
    return say(
        "No arguments are given to your file while it is graded: leave sys.argv out, or read it only under `if "
        '__name__ == "__main__":`.'
    )


def _still_the_stub(frames: list[Frame]) -> Message | None:
    if not frames or frames[-1].function in ("", "<module>"):
        return None
    return say(
        "{function} is still as it was handed out: write your code in the place of `raise NotImplementedError`.",
        function=frames[-1].function,
    )


def place_of(frame: Frame, source: Source) -> Message:
    """The line, at the beginning of a sentence: the file is named where there is more than one."""
    if frame.file == source.main:
        return say("Line {line}", line=frame.line)
    cell = frame.file.removeprefix("cell ")
    file = say("cell {number}", number=cell) if source.cells and cell != frame.file else frame.file
    return say("Line {line} of {file}", line=frame.line, file=file)


def file_of(label: str, source: Source) -> str:
    """As people call it: the worker names a cell as the report does (`Source.pieces`)."""
    label = one_line(label, 100)
    cell = label.removeprefix("cell ")
    if not source.cells or cell == label:
        return label
    run = next((each.run for each in source.cells if str(each.number) == cell), 0)
    if run and str(run) != cell:
        return say("cell {number}, In [{run}]", number=cell, run=run)
    return say("cell {number}", number=cell)
