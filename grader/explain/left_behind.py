"""What a call does to the arguments it is given: changed values, a gradient left on them, another flag."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.courses.spec import Check
from grader.errors import NoWorker, StudentError
from grader.message import Message, say
from grader.outcomes.outcome import Explanation, Kind
from grader.worker.convert import to_array
from grader.worker.messages import wire

from .examined import Examined
from .tape import Asking
from .told import explanation

_SAID: dict[str, tuple[Kind, Message]] = {
    "values": (
        "in_place_on_caller",
        say("`{function}` changes `{name}`, which is the caller's own: after the call it has other values."),
    ),
    "length": (
        "in_place_on_caller",
        say("`{function}` changes `{name}`, which is the caller's own: after the call it has another length."),
    ),
    "grad": ("in_place_on_caller", say("`{function}` leaves a gradient on `{name}`, which is the caller's own.")),
    "flag": (
        "in_place_on_caller",
        say("`{function}` leaves `{name}` with another `requires_grad` than it came with: it is the caller's own."),
    ),
}


def explained(examined: Examined, check: Check) -> Explanation | None:
    """Of a check about what calls leave behind, or one whose answers are all right."""
    tape = examined.shared.tape(examined.exercise, check)
    found = dict[tuple[str, str, str], int]()
    session = examined.start("")
    try:
        for function, name, what in changed(session, tape.requests, tape.asking):
            if name not in examined.exercise.spec.in_place.get(function.partition(".")[0], ()):
                found[function, name, what] = found.get((function, name, what), 0) + 1
            if not examined.in_time:
                break
    finally:
        session.close()
    if not found:
        return None
    (function, name, what), times = next(iter(found.items()))
    kind, words = _SAID[what]
    text = Message(words.template, {"function": function.partition(".")[0], "name": name})
    place = examined.text.changed_in_place(function, name) if what != "grad" else None
    return explanation(kind, text, times, place)


def changed(session: object, requests: list[wire.Request], asking: Asking) -> Iterator[tuple[str, str, str]]:
    """(function, argument, what) for each call that is watched."""
    for request in requests:
        try:
            session.ask(request)  # type: ignore[attr-defined]
        except (StudentError, NoWorker):
            continue
        if isinstance(request, wire.Call) and request.watch and asking.own(request):
            left = session.left  # type: ignore[attr-defined]
            names = asking.parameters.get(request.function) or [f"argument {i + 1}" for i in range(len(request.args))]
            order = [*names[: len(request.args)], *request.kwargs]
            sent = [*request.args, *request.kwargs.values()]
            told = left.items.get("arguments") if isinstance(left, wire.Dict) else None
            now = told.items if isinstance(told, wire.Items) else []
            for name, before, after in zip(order, sent, now, strict=False):
                if what := _what(before, after):
                    yield request.function, name, what


def _what(before: wire.Value, after: wire.Value) -> str:
    """What has become of it; empty where nothing has, or it cannot be told."""
    pair = after.items if isinstance(after, wire.Items) and isinstance(before, wire.Tensor) else [after]
    if isinstance(before, wire.Items):
        items = after.items if isinstance(after, wire.Items) else []
        if len(items) != len(before.items):
            return "length"
        found = (_what(b, a) for b, a in zip(before.items, items, strict=True))
        return next(filter(None, found), "")
    if isinstance(before, float | int) and isinstance(after, float | int):
        return "" if np.array_equal(before, after, equal_nan=True) else "values"
    if not isinstance(before, wire.Tensor) or not all(isinstance(each, wire.Tensor) for each in pair):
        return ""
    first = pair[0]
    assert isinstance(first, wire.Tensor)
    if any(
        isinstance(t, wire.Tensor) and not np.array_equal(to_array(t), to_array(before), equal_nan=True) for t in pair
    ):
        return "values"
    if first.has_grad:
        return "grad"
    return "flag" if first.requires_grad != before.requires_grad else ""
