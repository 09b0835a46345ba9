"""How sure a known mistake is: compared with the answer on all that the failed check asks, not on the first failure."""

from __future__ import annotations

import re

import msgspec
import numpy as np

from grader.courses.course import CourseExercise
from grader.courses.spec import Check
from grader.message import say

from .case import Case, Found, Search
from .examined import Replay, Shared
from .fingerprint import Answer
from .probes import by_numbers
from .tape import Question

CLEARLY = 1e-2
"""Numbers that differ by more are not the same thing with another rounding."""


def certainty(case: Case, found: Found) -> Search:
    """Yields nothing: it completes the explanations by mistakes that are there, and notes those that are in doubt."""
    if case.grading.sandbox is None:
        return
    for result in case.failed:
        check = next(check for check in case.checks if check.name == result.name)
        if result.mistake and not _is_said(case, result.mistake):
            case.doubtful.add(result.name)
        if (
            result.mistake
            and result.cause == "raised"
            and any(e.source == "repair" and e.kind for e in found[check.name])
        ):
            found[check.name][0] = msgspec.structs.replace(found[check.name][0], kind=None)  # many end in one error
        if result.mistake and check.watches is None and by_numbers(case, check) and case.examined.in_time:
            replay = case.examined.replay(check)
            theirs = of_mistake(case.examined.shared, case.exercise, check, result.mistake)
            n = len(replay.readable)
            alike = sum(numbers_agree(replay, question, theirs) for question in replay.readable)
            if alike < n:
                case.doubtful.add(result.name)
                sure = say("the same in {alike} of {n} questions that were answered wrongly", alike=alike, n=n)
            else:
                sure = say("the same in all {n} questions", n=n)
            if n > 1:
                found[result.name][0] = msgspec.structs.replace(found[result.name][0], sure=sure)
    yield from ()


def _is_said(case: Case, mistake: str) -> bool:
    """Whether any word of what the mistake has and the solution has not stands in the answer; else its effect may be
    another mistake's too."""
    out = {word for each in case.of_mistake(mistake) for word in each.out if word.isidentifier()}
    out -= set(re.findall(r"\w+", case.solution))
    words = {word for _, text in case.source.pieces() for word in re.findall(r"\w+", text)}
    return not out or not out.isdisjoint(words)


@np.errstate(all="ignore")
def numbers_agree(replay: Replay, question: Question, theirs: list[Answer]) -> bool:
    """Whether the numbers of two wrong answers are the same; flags and exceptions are not looked at."""
    for i in question.where:
        mine, other = dict(replay.answers[i]), dict(theirs[i]) if i < len(theirs) else {}
        both = ((found, other.get(place)) for place, found in mine.items())
        arrays = [(a, b) for a, b in both if isinstance(a, np.ndarray) and isinstance(b, np.ndarray)]
        if any(a.shape != b.shape or _are_apart(a, b) for a, b in arrays):
            return False
    return True


def _are_apart(a: np.ndarray, b: np.ndarray) -> bool:
    finite = np.isfinite(a) & np.isfinite(b)
    return bool((np.abs(a - b)[finite] > CLEARLY * np.max(np.abs(b[finite]), initial=0.0)).any())


def of_mistake(shared: Shared, exercise: CourseExercise, check: Check, mistake: str) -> list[Answer]:
    """What a known mistake answers to all that the check asks: found out once a class."""
    key = exercise.id, check.name, mistake
    if key not in shared.mistakes:
        tape = shared.tape(exercise, check)
        shared.mistakes[key] = tape.replayed(shared.grading.local(exercise, mistake))
    return shared.mistakes[key]
