"""The student's function asked again, and the reference asked with other arguments: what explains all answers of a
failed check, right and wrong ones, is said. No author's work is in it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.courses.spec import Check
from grader.message import Message, listed
from grader.outcomes.outcome import Explanation
from grader.worker.messages import wire

from . import asked_again, left_behind
from .case import Case, Found, Search
from .change import ChangedArguments
from .changes import changes
from .examined import Examined, Replay, fails, places_that_differ
from .fingerprint import Found as Value
from .fingerprint import Place as Slot
from .known_relations import Pair, Relation
from .relations import relation
from .results_in_words import called
from .tape import Asking, Question
from .told import explanation
from .trial import ProbeTrial
from .values import samples_in

TOLD_BY_NUMBERS = "wrong_value", "wrong_gradient", "wrong_trajectory", "wrong_state", "wrong_shape"
"""Causes of a failure that probes can say more about."""
QUESTIONS, QUICK = 6, 600
"""So many questions of a check a change of the arguments has to explain, of those with so many turns of a loop."""


def probes(case: Case, found: Found) -> Search:
    """At most one for each failed check that has neither a known mistake nor an exception."""
    if case.grading.sandbox is None:
        return
    for check in sorted(case.checks, key=case.examined.work, reverse=True):
        if by_numbers(case, check) and not is_explained(case, found, check):
            explanation = probed(case.examined, check)
            if explanation is not None:
                yield check.name, explanation


def by_numbers(case: Case, check: Check) -> bool:
    """Whether the check has failed for numbers; where nothing but an exception came, nothing is to be compared."""
    return any(result.name == check.name and result.cause in TOLD_BY_NUMBERS for result in case.failed)


def is_explained(case: Case, found: Found, check: Check) -> bool:
    """Whether a cause is known, and not only in some of the questions."""
    causes = {each.source for each in found[check.name]} - {"reading"}
    return bool(causes - {"mistake"}) or ("mistake" in causes and check.name not in case.doubtful)


@np.errstate(all="ignore")
def probed(examined: Examined, check: Check) -> Explanation | None:
    """The cause of a failed check, as far as its answers tell it."""
    if check.watches is not None:
        return left_behind.explained(examined, check)
    replay = examined.replay(check)
    if not replay.readable:
        return left_behind.explained(examined, check) if not replay.wrong else None
    for look in (_related, _changed, asked_again.differs, asked_again.ignores):
        if examined.in_time and (explanation := look(examined, check, replay)):
            return explanation
    return None


def _related(examined: Examined, check: Check, replay: Replay) -> Explanation | None:
    """Each wrong result by itself is something of the right one."""
    pairs = _pairs(replay)
    if pairs is None:
        return None
    asking = replay.tape.asking
    found = dict[Slot, Relation]()
    for place in pairs:
        known = relation(pairs[place])
        if known is None or (known.kind == "hard_coded" and not _is_written(examined, pairs[place])):
            return None
        found[place] = known
    if not found:
        return None
    first = next(iter(found))
    sentences = [_said(asking, place, known) for place, known in found.items()]
    sentences = list(dict.fromkeys(sentences))[:3]
    return explanation(found[first].kind, listed(sentences, " "), len(replay.questions))


def _is_written(examined: Examined, pairs: Sequence[Pair]) -> bool:
    """Whether the number that is always answered stands in the source; else it may be one that was remembered."""
    return float(pairs[0].actual) in examined.text.literals()


def _said(asking: Asking, place: Slot, known: Relation) -> Message:
    return Message(known.words.template, {**known.words.values, "what": called(place, asking.readers)})


def _pairs(replay: Replay) -> dict[Slot, list[Pair]] | None:
    """Of each result that is wrong somewhere, all cases. None where one cannot be compared as numbers."""
    wrong, cases = set[Slot](), list[tuple[dict[Slot, Value], dict[Slot, Value], int]]()
    for question in replay.questions:
        samples = _samples(question, replay.tape.asking)
        for mine, theirs in zip(replay.of(question), question.expected, strict=True):
            wrong |= places_that_differ([mine], [theirs])
            cases.append((dict(mine), dict(theirs), samples))
    found = dict[Slot, list[Pair]]()
    for place in sorted(wrong):
        for actual, expected, samples in cases:
            a, e = actual.get(place), expected.get(place)
            if a is None and e is None:
                continue
            if a is None or e is None or isinstance(a, str) or isinstance(e, str):
                return None
            found.setdefault(place, []).append(Pair(a, e, samples))
    return found


def _samples(question: Question, asking: Asking) -> int:
    samples = (samples_in(asking.arguments_of(request)) for request in question.requests)
    return next(filter(None, samples), 0)


def _changed(examined: Examined, check: Check, replay: Replay) -> Explanation | None:
    """The answers are the reference's to other arguments."""
    questions = sorted(replay.questions, key=lambda q: (q not in replay.wrong, q.size))
    questions = [question for question in questions if question.work <= QUICK][:QUESTIONS]
    wrong = [question for question in questions if question in replay.wrong]
    if len(wrong) < 2 or any(fails(replay.of(question)) for question in wrong):
        return None
    trial = ProbeTrial(examined, check, replay, questions)
    asking = replay.tape.asking
    literals = examined.text.literals()
    own = functools.cache(functools.partial(_has_its_own, examined))
    best: tuple[int, Explanation] | None = None
    tried = _changes(wrong[0], asking, lambda *of: list(literals) if own(*of) else [])
    for change in itertools.chain(examined.found, tried):
        if not examined.in_time:
            break
        fit = trial.of(change)
        if fit is None or (best and fit.rank >= best[0]):
            continue
        places = literals.get(change.literal, []) if change.literal is not None else []
        place = places[0] if len(places) == 1 else None
        best = fit.rank, explanation(fit.kind(change), fit.words(change, asking), len(questions), place)
        if fit.rank == 0:
            examined.found.append(change)
            break
    return best[1] if best else None


def _has_its_own(examined: Examined, function: str, argument: str) -> bool:
    """Whether a number may stand in the place of an argument: the function never reads it, or writes over it."""
    text = examined.text
    return not text.uses(function, argument) or text.overwritten(function, argument) is not None


def _changes(
    question: Question, asking: Asking, literals: Callable[[str, str], Sequence[float]]
) -> Iterator[ChangedArguments]:
    seen = set[str]()
    for request in question.requests:
        function = request.function if isinstance(request, wire.Call) else ""
        for change in changes(asking.arguments_of(request), functools.partial(literals, function)):
            if change.key not in seen:
                seen.add(change.key)
                yield change
