"""The student's function asked once more, with the same arguments, and with each of them changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np

from grader.courses.spec import Check
from grader.message import say
from grader.outcomes.outcome import Explanation
from grader.worker.messages import wire

from .change import ChangedArguments, applied
from .changes import LONGER, elsewhere
from .examined import Examined, Replay, all_alike, fails
from .fingerprint import Answer
from .tape import COTANGENT, Question
from .told import explanation


def differs(examined: Examined, check: Check, replay: Replay) -> Explanation | None:
    """The same question twice in one process, and once in another one where that says more."""
    for question in dict.fromkeys((replay.readable[0], replay.readable[-1])):
        first = examined.ask(examined.second, question.requests)
        again = first and examined.ask(examined.second, question.requests)
        if first is None or again is None or fails(first) or fails(again):
            return None
        if not (all_alike(first, again) and all_alike(first, replay.of(question))):
            return _unsteady(examined, question, first, again, _function(question, replay))
    return None


def _unsteady(
    examined: Examined, question: Question, first: Sequence[Answer], again: Sequence[Answer], function: str
) -> Explanation | None:
    elsewhere, same = (_alone(examined, question, seed) for seed in ("another", ""))
    if elsewhere is None or same is None or fails(elsewhere):
        return None
    if not all_alike(elsewhere, same):
        return explanation(
            None,
            say(
                "With the same arguments `{function}` gives another answer in each new run: something in it is random.",
                function=function,
            ),
        )
    if all_alike(first, again) and not all_alike(same, question.expected):
        return None
    text = say(
        "Asked again with the same arguments, `{function}` gives another answer: something is kept from one call to "
        "the next, in a global, in a default argument or in an object that both calls share.",
        function=function,
    )
    if all_alike(same, question.expected):
        text = say("{cause} Asked first of all, it is right.", cause=text)
    return explanation("state_between_calls", text)


def _alone(examined: Examined, question: Question, seed: str) -> tuple[Answer, ...] | None:
    session = examined.start(seed)
    try:
        return examined.ask(session, question.requests)
    finally:
        session.close()


def ignores(examined: Examined, check: Check, replay: Replay) -> Explanation | None:
    """An argument that nothing depends on, in two questions, though it should."""
    questions = replay.readable[:2]
    if len(questions) < 2 or any(_is_still(replay, question) for question in questions):
        return None
    ignored: set[str] | None = None
    for question in questions:
        here = _ignored(examined, check, replay, question, ignored)
        if here is None:
            return None
        ignored = here if ignored is None else ignored & here
        if not ignored:
            return None
    assert ignored is not None
    if len(ignored) > 1:
        return None  # what depends on nothing has another cause
    name, function = next(iter(ignored)), _function(questions[0], replay)
    called = _own(questions[0], replay).function
    text = say(
        "`{name}` changes nothing: asked again with another `{name}`, `{function}` gave the same numbers.",
        name=name,
        function=function,
    )
    place = examined.text.overwritten(called, name)
    if place is not None:
        text = say("{cause} It is given a value of its own.", cause=text)
    elif name != COTANGENT and not examined.text.uses(called, name):
        text = say("{cause} Its name is not read anywhere in the function.", cause=text)
    return explanation("argument_ignored", text, 0, place)


def _ignored(
    examined: Examined, check: Check, replay: Replay, question: Question, among: set[str] | None
) -> set[str] | None:
    """None where it cannot be told."""
    tape, found, number = replay.tape, set[str](), replay.questions.index(question)
    longer = applied(LONGER, question, tape.asking)
    if longer is None:
        return None
    question = dataclasses.replace(question, requests=longer)
    before = examined.ask(examined.second, longer)
    if before is None or fails(before):
        return None
    right = examined.shared.reference(examined.exercise, (check.name, number, LONGER.key), longer)
    for name, change in _arguments(question, replay):
        requests = applied(change, question, tape.asking)
        if requests is None or (among is not None and name not in among):
            continue
        key = check.name, number, LONGER.key + change.key
        if all_alike(examined.shared.reference(examined.exercise, key, requests), right):
            continue
        after = examined.ask(examined.second, requests)
        if after is None:
            return None
        if not fails(after) and _equal(after, before):
            found.add(name)
    return found


def _equal(a: Sequence[Answer], b: Sequence[Answer]) -> bool:
    """To the last digit."""
    return len(a) == len(b) and all(
        p == q and (x == y if isinstance(x, str) or isinstance(y, str) else np.array_equal(x, y))
        for one, other in zip(a, b, strict=True)
        for (p, x), (q, y) in zip(one, other, strict=False)
    )


def _arguments(question: Question, replay: Replay) -> Iterator[tuple[str, ChangedArguments]]:
    seen = set[str]()
    for request in question.requests:
        for name, change in elsewhere(replay.tape.asking.arguments_of(request)):
            written_out = name != COTANGENT or _own(question, replay).function.endswith(".apply")
            if name not in seen and written_out:
                seen.add(name)
                yield name, change


def _own(question: Question, replay: Replay) -> wire.Call:
    own = next(request for request in question.requests if replay.tape.asking.own(request))
    assert isinstance(own, wire.Call)
    return own


def _function(question: Question, replay: Replay) -> str:
    return _own(question, replay).function.partition(".")[0]


def _is_still(replay: Replay, question: Question) -> bool:
    """Whether a series of numbers is answered that does not move, though the right one does; or nothing but zeros."""
    for mine, theirs in zip(replay.of(question), question.expected, strict=True):
        wanted = dict(theirs)
        for place, found in mine:
            right = wanted.get(place)
            if isinstance(found, str) or isinstance(right, str) or right is None:
                continue
            if found.size > 2 and np.ptp(found) == 0 and right.size > 2 and np.ptp(right) > 0:
                return True
    values = [found for answer in replay.of(question) for _, found in answer if not isinstance(found, str)]
    return not any(np.any(value) for value in values)
