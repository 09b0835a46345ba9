"""Functions that a check lends to an answer: each call of one comes here, with data or objects, and is counted."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.errors import StudentError
from grader.message import say
from grader.outcomes.outcome import CheckFailed
from grader.text import one_line
from grader.worker.convert import to_array
from grader.worker.messages import wire

from .answers import wrong_type
from .instances import Instance, InstanceOwner, Members

MOST_CALLS = 20_000
"""In one request."""


@dataclass(frozen=True)
class OnObjects:
    """A function to lend that takes objects of the student's; members: what they have."""

    function: Callable[..., Any]
    members: Members


LENT = types.FunctionType | types.MethodType | OnObjects
"""What is lent where a check passes it to an answer."""


def on_objects(function: Callable[..., Any], members: Members) -> OnObjects:
    """The function, to be lent to an answer that calls it with objects of the student's own (`members`, as in
    `returns`), or with numbers. It works with them as a check does, where the check is: the answer never sees its code,
    so each call of it is one that is counted, and nobody can have it computed otherwise. It may return such an object.
    While it runs it may call functions of the answer's that give objects; their code must not call it again."""
    return OnObjects(function, members)


class Lending:
    """The functions that a check lends to one answer. Each call of them comes here."""

    def __init__(self, owner: InstanceOwner) -> None:
        self._owner = owner
        self._functions: dict[int, tuple[str, Callable[..., Any]]] = {}
        self._objects: dict[int, tuple[range, Members]] = {}
        self.calls, self.busy = 0, False

    def __bool__(self) -> bool:
        return bool(self._functions)

    def lend(self, lent: Callable[..., Any] | OnObjects) -> wire.Callback:
        function = lent.function if isinstance(lent, OnObjects) else lent
        number = len(self._functions) + 1
        known = (n for n, (_, other) in self._functions.items() if other is function)
        number = next(known, number)
        self._functions[number] = getattr(function, "__name__", "f"), function
        if not isinstance(lent, OnObjects):
            return wire.Callback(number)
        most = MOST_CALLS * wire.MAX_ARGUMENTS
        first = self._owner.next_number(most)
        self._objects[number] = range(first, first + most), lent.members
        return wire.Callback(number, first)

    def __call__(self, called: wire.Called) -> wire.Value:
        """Raises StudentError for one call too many or arguments that are not data, and where the function raises."""
        self.calls += 1
        name, function = self._functions.get(called.number, ("", None))
        if function is None:
            raise StudentError("died", say("the process that ran your code sent a message that makes no sense here"))
        if self.calls > MOST_CALLS:
            words = say("{name} was called more than {most} times", name=name, most=f"{MOST_CALLS:,}")
            raise StudentError("timed_out", words)
        args = [self._argument(argument, called.number, name) for argument in called.args]
        self.busy = True
        try:
            result = self._owner.to_wire(function(*args))
            self._owner.program.settle()
            return result
        except (CheckFailed, StudentError):
            raise
        except Exception as error:  # the solution's calls raise nothing, as `grade verify` shows
            given = one_line(", ".join(map(repr, args)), 80)
            words = say("{name} was called with {given}: {error}", name=name, given=given, error=type(error).__name__)
            raise StudentError("raised", words, fingerprint=f"{name}: {type(error).__name__}") from error
        finally:
            self.busy = False

    def _argument(self, value: wire.Value, number: int, function: str) -> Any:
        kept, members = self._objects.get(number, (range(0), None))
        if members is None or not isinstance(value, wire.Kept) or value.number not in kept:
            return plain(value, function)
        return Instance(self._owner, value.number, members, say("what {name} was called with", name=function))


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
