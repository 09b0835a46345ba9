"""One change of a question's arguments, and the question with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from grader.message import Message
from grader.outcomes.outcome import Kind
from grader.worker.messages import wire

from .tape import COTANGENT, Asking, Question
from .values import Arguments


@dataclass(frozen=True)
class ChangedArguments:
    """key: what it changes and how, for remembering answers. made: the changed arguments, None where it does not apply.
    literal: a number in the answer's own source."""

    key: str
    kind: Kind
    words: Message
    made: Callable[[Arguments], Arguments | None]
    literal: float | None = None


def applied(change: ChangedArguments, question: Question, asking: Asking) -> tuple[wire.Request, ...] | None:
    """The question with the arguments changed in every call that has them; None where none has."""
    requests, some = [], False
    for request in question.requests:
        new = _applied(change, request, asking)
        some = some or new is not request
        if new is None:
            return None
        requests.append(new)
    return tuple(requests) if some else None


def _applied(change: ChangedArguments, request: wire.Request, asking: Asking) -> wire.Request | None:
    if isinstance(request, wire.VectorJacobian):
        made = change.made({COTANGENT: request.cotangent})
        cotangent = (made or {}).get(COTANGENT)
        same = not isinstance(cotangent, wire.Tensor)
        return request if same else msgspec.structs.replace(request, cotangent=cotangent)
    if not isinstance(request, wire.Call) or not asking.own(request) or request.may_fail:
        return request
    before = asking.arguments(request)
    after = change.made(before)
    if after is None:
        return request
    names = list(before)[: len(request.args)]
    return msgspec.structs.replace(
        request, args=[after[n] for n in names], kwargs={n: after[n] for n in request.kwargs}
    )
