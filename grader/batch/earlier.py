"""Attempts of earlier batches: after the checks have changed, those that may count are graded again, so that what
counts comes from one version of the checks; and what moved by that is told."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator

import msgspec

from grader.batch import keys
from grader.batch.kept import UNGRADED, AttemptStore, KeptAttempt
from grader.batch.plan import Plan, PlannedSubmission
from grader.batch.store import Store
from grader.files import write_atomically
from grader.gradebook import Gradebook, Standing, StoredAttempt
from grader.message import Message, say
from grader.outcomes.result import Result
from grader.people import Problem
from grader.text import number, one_line

NAMED = 20
"""How many of those whose scores moved are listed."""
Attempt = tuple[str, str]
"""A student's key and a submission."""


class _Before(msgspec.Struct):
    """What counted before anything was graded again. attempts: student -> how many. scores: student -> exercise ->
    score."""

    attempts: dict[str, int]
    scores: dict[str, dict[str, float]]


def _scores(standing: Standing) -> dict[str, float]:
    there = {e.id: e.score_so_far for e in standing.exercises}
    return {id: score for id, score in there.items() if score is not None}


class EarlierAttempts:
    """outdated: to be graded again. lost: those whose files are not there for that. by_checks: whether it is a check
    that has changed, not only the grader or how it is run. up, down: how many scores moved, once that is told."""

    def __init__(self, store: Store, book: Gradebook, plan: Plan) -> None:
        self.kept = AttemptStore(store.folder)
        self.outdated: dict[Attempt, StoredAttempt] = {}
        self.lost: dict[Attempt, StoredAttempt] = {}
        self.by_checks, self.up, self.down = False, 0, 0
        self.lines: list[Problem] = []
        self._book, self._plan = book, plan
        self._stamp, self._before = store.folder / "graded_with", store.folder / "before"
        self._way = keys.digest([book.name, plan.course.policy.counts, repr(sorted(plan.ways.items()))])
        if not self._is_looked_through():
            self._look()
        self._left = Counter(student for student, _ in self.outdated)

    def _is_looked_through(self) -> bool:
        """Whether a batch that graded in this very way has come to its end."""
        try:
            return self._stamp.read_text() == self._way
        except OSError:
            return False

    def _look(self) -> None:
        counting = self._counting()
        for attempt in self._book.attempts():
            kept = self.kept.get(attempt.student.key, attempt.submission)
            place = self.lost if kept is None else self.outdated if self._is_outdated(kept) else None
            if place is not None and (counting is None or attempt.id in counting):
                place[attempt.student.key, attempt.submission] = attempt
        if self.outdated and not self._before.exists():
            write_atomically(self._before, msgspec.json.encode(self._now()))

    def _counting(self) -> set[int | None] | None:
        """Numbers of the attempts that count; None where any of them might."""
        if self._plan.course.policy.counts == "best":
            return None
        standings = self._book.standings(self._book.covered(self._plan.whole))
        return {exercise.attempt for standing in standings for exercise in standing.exercises}

    def _is_outdated(self, kept: KeptAttempt) -> bool:
        changed = [(way, self._plan.ways[i]) for i, way in kept.graded.items() if way != self._plan.ways.get(i, way)]
        self.by_checks |= any(then != UNGRADED and then[0] != now[0] for then, now in changed)
        return bool(changed)

    def _now(self) -> _Before:
        now = _Before({}, {})
        for standing in self._book.standings(self._book.covered(self._plan.whole)):
            now.attempts[standing.student.key] = standing.attempts
            now.scores[standing.student.key] = _scores(standing)
        return now

    # -- while the class is graded

    def take_out(self, planned: PlannedSubmission) -> bool:
        """What lies in the class's folder is not an earlier attempt. Returns whether it is graded again."""
        attempt = planned.hand_in.student.key, planned.submission
        self.lost.pop(attempt, None)
        found = self.outdated.pop(attempt, None) is not None
        self._left[attempt[0]] -= found
        return found

    def todo(self) -> Iterator[PlannedSubmission]:
        for (student, submission), attempt in list(self.outdated.items()):
            if kept := self.kept.get(student, submission):
                yield self._plan.continued(self._plan.again(attempt, kept))

    def is_last(self, planned: PlannedSubmission) -> bool:
        """Whether no other earlier attempt of the student is left to do. To be asked once for each."""
        self._left[planned.hand_in.student.key] -= 1
        return self._left[planned.hand_in.student.key] <= 0

    def whole(self, planned: PlannedSubmission, kept: KeptAttempt, again: Result) -> Result:
        """The attempt's result: what was graded again takes the place of what was there, all else stays."""
        then = self._book.document(self.outdated[planned.hand_in.student.key, planned.submission].id)
        new = {e.id: e for e in again.exercises if e.id in kept.graded}
        exercises = [new.get(e.id, e) for e in then.exercises]
        score, points = sum(e.score for e in exercises), sum(e.points for e in exercises)
        return msgspec.structs.replace(again, exercises=exercises, score=score, points=points)

    # -- at the end

    def told(self) -> list[Problem]:
        """What to tell the instructor, also kept as `lines`."""
        lines = [self._moved()] if self._before.exists() else []
        if self.lost:
            who = ", ".join(sorted({student for student, _ in self.lost}))
            lines.append(
                say(
                    "files of {count} earlier attempts are not kept, so they cannot be graded again and count as "
                    "they were graded then: {students}",
                    count=len(self.lost),
                    students=one_line(who, 300),
                )
            )
        self.lines = [Problem(line) for line in lines]
        return self.lines

    def _moved(self) -> Message:
        """Of those who handed in nothing new since: only then is it the checks that moved a score."""
        before, now = msgspec.json.decode(self._before.read_bytes(), type=_Before), self._now()
        moved = [
            (student, exercise, then, scores[exercise])
            for student, scores in now.scores.items()
            for exercise, then in before.scores.get(student, {}).items()
            if scores.get(exercise, then) != then and now.attempts[student] == before.attempts[student]
        ]
        shown = [f"{s}, {e}: {number(then)} → {number(after)}" for s, e, then, after in moved[:NAMED]]
        shown += ["…"] if len(moved) > NAMED else []
        self.up = sum(after > then for _, _, then, after in moved)
        self.down = len(moved) - self.up
        if moved:
            return say(
                "graded again, {up} scores that count went up and {down} went down: {list}",
                up=self.up,
                down=self.down,
                list=one_line("; ".join(shown), 2000),
            )
        return say("graded again, no score that counts has changed")

    def end(self, complete: bool) -> None:
        """complete: nothing stayed ungraded, so that the next batch need not look."""
        if complete and not self.lost:
            write_atomically(self._stamp, self._way.encode())
        with contextlib.suppress(FileNotFoundError):
            self._before.unlink()
