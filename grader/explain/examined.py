"""One wrong answer, asked again: its answers to whole tapes, and to questions with other arguments."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from grader.courses.course import CourseExercise
from grader.courses.spec import Check
from grader.grading.grade import Grading
from grader.sessions.session import Session
from grader.submission.source import Source
from grader.worker.messages import wire

if TYPE_CHECKING:
    from .change import ChangedArguments
    from .mutants import Candidates

from .fingerprint import Answer, alike, digest, same, some_in
from .in_text import Text
from .tape import Asking, Question, Tape


@dataclass
class Shared:
    """What is known of a course's own code, for a whole class: tapes, and the reference's answers to other questions
    by exercise, check, question and change, and what known mistakes answer."""

    grading: Grading
    tapes: dict[tuple[str, str], Tape] = field(default_factory=dict)
    answers: dict[tuple[str, str, int, str], tuple[Answer, ...]] = field(default_factory=dict)
    askings: dict[str, Asking] = field(default_factory=dict)
    _steady: dict[tuple[str, str], list[Question]] = field(default_factory=dict)
    candidates: dict[str, Candidates] = field(default_factory=dict)
    mistakes: dict[tuple[str, str, str], list[Answer]] = field(default_factory=dict)

    def tape(self, exercise: CourseExercise, check: Check) -> Tape:
        key = exercise.id, check.name
        if key not in self.tapes:
            asking = self.askings.setdefault(exercise.id, Asking.of(exercise))
            self.tapes[key] = Tape(asking, self.grading.tape(exercise, check))
        return self.tapes[key]

    def steady(self, exercise: CourseExercise, check: Check) -> list[Question]:
        """The questions of a tape to which the reference has one answer, however often it is asked: what is random by
        right (a new model's parameters) says nothing."""
        key = exercise.id, check.name
        if key not in self._steady:
            found, tape = list[Question](), self.tape(exercise, check)
            for question in tape.questions:
                again = tape.asking.ask(self.grading.local(exercise), question.requests)
                found += [question] if all_alike(again, question.expected) else []
            self._steady[key] = found
        return self._steady[key]

    def reference(
        self, exercise: CourseExercise, key: tuple[str, int, str], requests: Sequence[wire.Request]
    ) -> tuple[Answer, ...]:
        """The solution's answers to changed requests. key: the check, the question, the change."""
        known = (exercise.id, *key)
        if known not in self.answers:
            asking = self.askings.setdefault(exercise.id, Asking.of(exercise))
            self.answers[known] = tuple(asking.ask(self.grading.local(exercise), requests))
        return self.answers[known]


@dataclass
class Replay:
    """One check's questions, those with one answer, and what was answered to the whole tape. wrong: the questions that
    were answered wrongly."""

    tape: Tape
    answers: list[Answer]
    questions: Sequence[Question]

    def of(self, question: Question) -> tuple[Answer, ...]:
        return tuple(self.answers[i] for i in question.where)

    @cached_property
    def wrong(self) -> list[Question]:
        return [q for q in self.questions if not all_alike(self.of(q), q.expected)]

    @cached_property
    def readable(self) -> list[Question]:
        """Of the wrong ones, those that have finite numbers for an answer, the quickest first."""
        found = [q for q in self.wrong if not fails(self.of(q)) and any(map(some_in, self.of(q)))]
        return sorted(found, key=lambda question: question.size)

    def is_alike(self, question: Question, others: Sequence[Answer]) -> bool:
        """Whether somebody else answers the question in the same way. others: their answers to the whole tape."""
        return all_alike(self.of(question), [others[i] for i in question.where])

    def agrees_with(self, others: Sequence[Answer]) -> bool:
        return all_alike(self.answers, others)


def fails(answers: Sequence[Answer]) -> bool:
    """Whether one of them is an exception or cannot be read."""
    return any(isinstance(found, str) and found.startswith("!") for answer in answers for _, found in answer)


def all_alike(some: Sequence[Answer], others: Sequence[Answer]) -> bool:
    return len(some) == len(others) and all(alike(a, b) for a, b in zip(some, others, strict=True))


@dataclass
class Examined:
    """A student's answer under examination. start: a fresh session with it; the seed of what it draws is another one
    for another argument. calls: how many more of its functions' calls may be made, beside the tapes. deadline: on
    time.monotonic's clock, now. found: changes of the arguments that explain a whole check: likely another one, too."""

    shared: Shared
    exercise: CourseExercise
    source: Source
    start: Callable[[str], Session]
    calls: int
    deadline: Callable[[], float]
    replays: dict[str, Replay] = field(default_factory=dict)
    found: list[ChangedArguments] = field(default_factory=list)
    _session: Session | None = None
    _second: Session | None = None

    @cached_property
    def text(self) -> Text:
        return Text(self.source)

    @property
    def in_time(self) -> bool:
        return time.monotonic() < self.deadline()

    def work(self, check: Check) -> int:
        """Of the check's longest question: what is told apart there, may not be in shorter ones."""
        return max((question.work for question in self.shared.tape(self.exercise, check).questions), default=0)

    def replay(self, check: Check) -> Replay:
        """All checks' in one session, as they are graded."""
        if check.name not in self.replays:
            tape = self.shared.tape(self.exercise, check)
            self._session = self._session or self.start("")
            answers = tape.replayed(self._session, in_time=lambda: self.in_time) if tape.asked else []
            self.replays[check.name] = Replay(tape, answers, self.shared.steady(self.exercise, check))
        return self.replays[check.name]

    @property
    def second(self) -> Session:
        """Another session, which has seen no tape."""
        self._second = self._second or self.start("")
        return self._second

    def ask(self, session: Session, requests: Sequence[wire.Request]) -> tuple[Answer, ...] | None:
        """None where no more calls are to be made."""
        asking = self.shared.askings[self.exercise.id]
        self.calls -= sum(asking.own(request) for request in requests)
        if self.calls < 0 or not self.in_time:
            return None
        return tuple(asking.ask(session, requests))

    def clusters(self, names: Iterable[str]) -> dict[str, str]:
        """Of the checks of these names that were replayed: the same for all who answer alike."""
        replayed = {name: self.replays[name] for name in names if name in self.replays}
        return {name: digest(replay.answers) for name, replay in replayed.items() if replay.wrong}

    def close(self) -> None:
        for session in filter(None, (self._session, self._second)):
            session.close()


def places_that_differ(a: Sequence[Answer], b: Sequence[Answer]) -> set[tuple[str, ...]]:
    """The places in which two lists of answers to the same requests are not the same."""
    found = set[tuple[str, ...]]()
    for one, other in zip(a, b, strict=True):
        mine, theirs = dict(one), dict(other)
        found |= {
            p for p in mine.keys() | theirs.keys() if p not in mine or p not in theirs or not same(mine[p], theirs[p])
        }
    return found
