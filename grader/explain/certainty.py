"""How sure a known mistake is: compared with the answer on all that the failed check asks, not on the first failure."""

from __future__ import annotations

import msgspec

from grader.courses.course import CourseExercise
from grader.courses.spec import Check
from grader.message import Message, say
from grader.outcomes.outcome import Explanation

from .case import Case, Found, Search
from .examined import Replay, Shared
from .fingerprint import Answer


def certainty(case: Case, found: Found) -> Search:
    """Yields nothing: it completes the explanations by mistakes that are there."""
    if case.grading.sandbox is None:
        return
    for result in case.failed:
        known = found[result.name]
        check = next(check for check in case.checks if check.name == result.name)
        if result.mistake and check.watches is None and case.examined.in_time:
            known[0] = _sure(case, check, result.mistake, known[0])
    yield from ()


def _sure(case: Case, check: Check, mistake: str, explanation: Explanation) -> Explanation:
    examined = case.examined
    theirs = of_mistake(case.shared, case.exercise, check, mistake)
    return msgspec.structs.replace(explanation, sure=in_words(examined.replay(check), theirs))


def of_mistake(shared: Shared, exercise: CourseExercise, check: Check, mistake: str) -> list[Answer]:
    """What a known mistake answers to all that the check asks: found out once a class."""
    key = exercise.id, check.name, mistake
    if key not in shared.mistakes:
        tape = shared.tape(exercise, check)
        shared.mistakes[key] = tape.replayed(shared.grading.local(exercise, mistake))
    return shared.mistakes[key]


def in_words(replay: Replay, theirs: list[Answer]) -> Message | None:
    """None where too little was asked to say anything."""
    n = len(replay.questions)
    if n < 2 or len(theirs) < len(replay.answers):
        return None
    if replay.agrees_with(theirs):
        return say("the same in all {n} questions", n=n)
    alike = sum(replay.is_alike(question, theirs) for question in replay.wrong)
    return say("the same in {alike} of the {n} questions answered wrongly", alike=alike, n=len(replay.wrong))
