"""Functions that a check lends to an answer: each call of one comes here, with data, and is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.errors import StudentError
from grader.message import say
from grader.outcomes.outcome import CheckFailed
from grader.text import one_line
from grader.worker.convert import to_array
from grader.worker.messages import wire

from .answers import wrong_type

MOST_CALLS = 20_000
"""In one request."""


class Lending:
    """The functions that a check lends to one answer. Each call of them comes here."""

    def __init__(self, to_wire: Callable[[Any], wire.Value]) -> None:
        self._to_wire = to_wire
        self._functions: dict[int, tuple[str, Callable[..., Any]]] = {}
        self.calls, self.busy = 0, False

    def __bool__(self) -> bool:
        return bool(self._functions)

    def lend(self, function: Callable[..., Any]) -> wire.Callback:
        number = len(self._functions) + 1
        known = (n for n, (_, other) in self._functions.items() if other is function)
        number = next(known, number)
        self._functions[number] = getattr(function, "__name__", "f"), function
        return wire.Callback(number)

    def __call__(self, called: wire.Called) -> wire.Value:
        """Raises StudentError for one call too many or arguments that are not data, and where the function raises."""
        self.calls += 1
        name, function = self._functions.get(called.number, ("", None))
        if function is None:
            raise StudentError("died", say("the process that ran your code sent a message that makes no sense here"))
        if self.calls > MOST_CALLS:
            words = say("{name} was called more than {most} times", name=name, most=f"{MOST_CALLS:,}")
            raise StudentError("timed_out", words)
        args = [plain(argument, name) for argument in called.args]
        self.busy = True
        try:
            return self._to_wire(function(*args))
        except (CheckFailed, StudentError):
            raise
        except Exception as error:  # the solution's calls raise nothing, as `grade verify` shows
            given = one_line(", ".join(map(repr, args)), 80)
            words = say("{name} was called with {given}: {error}", name=name, given=given, error=type(error).__name__)
            raise StudentError("raised", words, fingerprint=f"{name}: {type(error).__name__}") from error
        finally:
            self.busy = False


def plain(value: wire.Value, function: str) -> Any:
    """What a worker calls a function with, as Python and NumPy have it. Raises StudentError for anything but data."""
    match value:
        case wire.Tensor():
            return to_array(value)
        case wire.Items():
            items = [plain(item, function) for item in value.items]
            return items if value.kind == "list" else tuple(items)
        case wire.Dict():
            return {one_line(name, 200): plain(item, function) for name, item in value.items.items()}
        case wire.Kept() | wire.Record():
            raise wrong_type(
                say("what {name} was called with", name=function),
                say("numbers, text, arrays, or tuples of these"),
                value,
            )
    return value
