"""Small changes to the solution as causes: one that answers all that the failed checks ask as the student does, tells
what kind of difference it is. Their answers are found out once a class, as far as a student's agree with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.courses.course import CourseExercise
from grader.courses.spec import Check
from grader.edits.mutate import Mutant, mutants
from grader.errors import GraderError
from grader.grading.grade import Grading
from grader.message import say
from grader.outcomes.outcome import Explanation
from grader.submission.source import Source

from .case import Case, Found, Search
from .examined import Examined, Replay
from .fingerprint import Answer, alike, some_in
from .hurried import hurried
from .mutants_in_words import kind_of, told
from .probes import by_numbers, is_explained
from .relations import ENOUGH
from .tape import Tape

MOST = 150
"""Changes of one solution that are tried."""


@dataclass
class ChangedSolution:
    """A changed solution, and its answers by check: as many as somebody's agreed with, and one more."""

    mutant: Mutant
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    broken: bool = False


@dataclass
class Candidates:
    """Of one exercise, for a whole class. They run in workers, with little time."""

    grading: Grading
    exercise: CourseExercise

    def __post_init__(self) -> None:
        text = (self.exercise.folder / "solution.py").read_text(encoding="utf-8")
        self._all = [ChangedSolution(mutant) for mutant in mutants(text)[:MOST]]
        self._hurried = hurried(self.grading)

    def equal_to(self, replays: Sequence[tuple[Check, Replay]], examined: Examined) -> Iterator[Mutant]:
        """Those that answer all of these as the student does."""
        for candidate in self._all:
            if not examined.in_time:
                return
            if not candidate.broken and self._is_equal(candidate, replays):
                yield candidate.mutant

    def _is_equal(self, candidate: ChangedSolution, replays: Sequence[tuple[Check, Replay]]) -> bool:
        if not all(_may_be(candidate.answers.get(check.name, ()), replay.answers) for check, replay in replays):
            return False
        missing = [
            (check, replay)
            for check, replay in replays
            if len(candidate.answers.get(check.name, ())) < len(replay.answers)
        ]
        return not missing or self._goes_on(candidate, missing)

    def _goes_on(self, candidate: ChangedSolution, missing: Sequence[tuple[Check, Replay]]) -> bool:
        """Asks it what it was not asked yet, until it differs from the student."""
        text = candidate.mutant.text.encode()
        source = Source(self.exercise.id, "solution.py", "solution.py", {"solution.py": text})
        session = self._hurried.session(self.exercise, source)
        try:
            for check, replay in missing:
                candidate.answers[check.name] = replay.tape.replayed(session, until_other_than=replay.answers)
                if not _may_be(candidate.answers[check.name], replay.answers):
                    return False
        except GraderError:  # its worker could not be used: nothing is known of it
            candidate.broken = True
            return False
        finally:
            session.close()
        return True

    def answers_of(self, tapes: Sequence[Tape]) -> Iterator[tuple[Mutant, list[list[Answer]]]]:
        """Each one's to whole tapes, in one session."""
        for candidate in self._all:
            text = candidate.mutant.text.encode()
            source = Source(self.exercise.id, "solution.py", "solution.py", {"solution.py": text})
            session = self._hurried.session(self.exercise, source)
            try:
                yield candidate.mutant, [tape.replayed(session) for tape in tapes]
            except GraderError:
                continue
            finally:
                session.close()


def _may_be(known: Sequence[Answer], answers: Sequence[Answer]) -> bool:
    return all(alike(a, b) for a, b in zip(known, answers, strict=False))


def mutated(case: Case, found: Found) -> Search:
    """For failed checks that nothing else explains. All failed checks whose answers are numbers have to agree."""
    if case.grading.sandbox is None or case.exercise.explains == "off":
        return
    silent = [check for check in case.checks if by_numbers(case, check) and not is_explained(case, found, check)]
    silent = [check for check in silent if check.watches is None]
    if not silent:
        return
    examined = case.examined
    asked = [check for check in case.checks if check.watches is None and by_numbers(case, check)]
    replays = [(check, examined.replay(check)) for check in asked]
    replays = [(check, replay) for check, replay in replays if replay.wrong]
    if not _has_evidence(replays):
        return
    candidates = examined.shared.candidates
    if case.exercise.id not in candidates:
        candidates[case.exercise.id] = Candidates(case.grading, case.exercise)
    explanation = explained(list(candidates[case.exercise.id].equal_to(replays, examined)), replays)
    if explanation is not None:
        yield from ((check.name, explanation) for check in silent)


def _has_evidence(replays: Sequence[tuple[Check, Replay]]) -> bool:
    """Whether enough numbers differ: many changes end in one and the same exception."""
    readable = [(replay, question) for _, replay in replays for question in replay.readable]
    numbers = sum(some_in(answer) for replay, question in readable for answer in replay.of(question))
    return len(readable) >= 2 and numbers >= ENOUGH


def explained(equal: Sequence[Mutant], replays: Sequence[tuple[Check, Replay]]) -> Explanation | None:
    """In words; of two kinds of change, both. None for more: they say nothing."""
    words = {kind_of(mutant): told(mutant) for mutant in reversed(equal)}
    several = list(words.items())[::-1]
    questions = sum(len(replay.questions) for _, replay in replays)
    sure = say("the same in all {n} questions", n=questions)
    if len(several) == 1:
        ((kind, text),) = several
        return Explanation(source="mutant", kind=kind, text=text, sure=sure)
    if len(several) == 2:
        (_, one), (_, other) = several
        text = say("One of these two: {one} {other}", one=one, other=other)
        return Explanation(source="mutant", kind=None, text=text, sure=sure)
    return None
