"""How a student's score of an exercise came about, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from grader.courses import moments
from grader.courses.course import Course
from grader.courses.items import Item
from grader.courses.late_policy import Extension
from grader.gradebook.reader import GradebookReader
from grader.gradebook.rows import CheckOutcome
from grader.gradebook.standing import (
    NONE,
    Decisions,
    ExerciseAttempt,
    ExerciseStanding,
    ScoreRules,
    rules_of,
    spent_tokens,
)
from grader.message import Message, say, worded
from grader.text import number, one_line

_STATUSES = {
    "ungraded": say("could not be graded"),
    "missing": say("no file for this exercise"),
    "not_attempted": say("not attempted"),
}


@dataclass(frozen=True)
class Account:
    """course: the whole one. tried: the student's attempts at this exercise. spent: tokens, by exercise of the course.
    outcomes: of the attempt that counts."""

    course: Course
    found: ExerciseStanding
    rules: ScoreRules
    tried: Sequence[ExerciseAttempt]
    spent: dict[str, int]
    outcomes: Sequence[CheckOutcome]

    def lines(self) -> Iterator[Message]:
        yield self.result()
        yield from self._time()
        yield from map(self._attempt, self.tried)
        yield from self._which()
        yield from map(_check, self.outcomes)
        yield from map(self._item, self.rules.items)
        yield from self._tokens()
        yield from self._penalty()
        if override := self.found.override:
            yield say(
                "set by hand to {score} points by {by}: {reason}; that is final",
                score=number(override.score),
                by=override.by,
                reason=one_line(override.reason, 300),
            )

    def result(self) -> Message:
        if self.found.score is None and self.found.pending and self.found.raw is not None:
            return say("no score counts yet: people have to grade a part of it; {score} so far", score=self._so_far())
        if self.found.score is None:
            return say("no score counts")
        return say("{score} of {points} points count", score=number(self.found.score), points=number(self.found.points))

    def _so_far(self) -> Message:
        return say(
            "{score} of {points} points", score=number(self.found.so_far or 0.0), points=number(self.found.points)
        )

    def _time(self) -> Iterator[Message]:
        policy = self.course.policy
        if policy.deadline is None:
            yield say("deadline: there is none in course.toml")
        else:
            yield say("deadline: {when}", when=self._shown(policy.deadline))
            if policy.grace_hours:
                yield say("grace: up to {hours} h after it nothing is late", hours=number(policy.grace_hours))
        yield from map(self._extension, self.rules.extensions)

    def _extension(self, extension: Extension) -> Message:
        until = self.course.policy.until(extension)
        if until is None:
            return say("extension: days after a deadline that there is not, so it changes nothing")
        return say(
            "extension: until {when} ({reason}; by {by}, {at})",
            when=self._shown(until),
            reason=one_line(extension.reason, 300),
            by=extension.by,
            at=self._shown(extension.at),
        )

    def _attempt(self, tried: ExerciseAttempt) -> Message:
        points = self.course.whole[self.found.id].points
        score = say("{score} of {points} points", score=number(tried.score), points=number(points))
        when = say("at an unknown time") if tried.submitted_at is None else self._shown(tried.submitted_at)
        return say(
            "attempt {number}, handed in {when}, {late}: {found}",
            number=tried.number,
            when=when,
            late=self._lateness(tried),
            found=_STATUSES.get(tried.status, score),
        )

    def _lateness(self, tried: ExerciseAttempt) -> Message:
        days = self.rules.days_late(tried)
        if tried.late and tried.submitted_at is None and self.rules.extensions:
            return say("late by what the LMS says, which the extension covers")
        if not days:
            return say("on time")
        if tried.late and tried.submitted_at is None:
            return say("late by what the LMS says, which counts as 1 day")
        return say("1 day late") if days == 1 else say("{days} days late", days=days)

    def _which(self) -> Iterator[Message]:
        if self.found.number is None:
            yield say("nothing was handed in that was graded on this exercise")
        elif self.found.status == "ungraded":
            yield say("attempt {number} counts: it is the newest, and might be the best", number=self.found.number)
        elif self.course.policy.counts == "last":
            yield say("attempt {number} counts: it is the last", number=self.found.number)
        else:
            yield say("attempt {number} counts: it is the best, after what lateness costs", number=self.found.number)

    def _item(self, item: Item) -> Message:
        mark = self.found.marks.get(item.id)
        if mark is None:
            what = say("not graded yet") if item.is_needed else say("0 points")
            return say("{item}, by people: {found}", item=worded(item.title), found=what)
        what = say("{score} of {points} points", score=number(item.counted(mark.score)), points=number(item.points))
        return say("{item}, by {name}: {found}", item=worded(item.title), name=mark.by, found=what)

    def _tokens(self) -> Iterator[Message]:
        policy = self.course.policy
        if not policy.tokens_at_one:
            return
        where = ", ".join(f"{exercise} {n}" for exercise, n in self.spent.items())
        yield say(
            "late days that cost nothing: {here} of at most {most} spent here, {used} of {all} in the course ({where})",
            here=self.found.tokens,
            most=policy.tokens_at_one,
            used=sum(self.spent.values()),
            all=policy.tokens,
            where=where or "–",
        )

    def _penalty(self) -> Iterator[Message]:
        found = self.found
        if found.raw is None or not found.days_late:
            return
        yield say(
            "days late: {days}, of which {tokens} cost nothing; {penalty} % of {raw} points are taken off: {score}",
            days=found.days_late,
            tokens=found.tokens,
            penalty=number(found.penalty),
            raw=number(max(found.raw + found.manual, 0.0)),
            score=number(found.so_far or 0.0),
        )

    def _shown(self, moment: datetime) -> str:
        return moments.shown(moment, self.course.policy.zone)


def _check(outcome: CheckOutcome) -> Message:
    if outcome.mistake:
        return say(
            "check {check}: {score} of {points} points (mistake {mistake})",
            check=outcome.check,
            score=number(outcome.score),
            points=number(outcome.points),
            mistake=outcome.mistake,
        )
    return say(
        "check {check}: {score} of {points} points",
        check=outcome.check,
        score=number(outcome.score),
        points=number(outcome.points),
    )


def account_of(book: GradebookReader, course: Course, student_key: str, exercise: str) -> Account:
    """course: the whole one, with that exercise. student_key: of somebody who is there."""
    decided: Decisions = book.decided().get(student_key, NONE)
    rules, tried = rules_of(course, decided), book.tried(student_key)
    spent = spent_tokens(rules, tried, course.policy)
    found = rules[exercise].standing(tried.get(exercise, ()), spent.get(exercise, 0))
    outcomes = [] if found.attempt is None else book.checks(found.attempt, exercise)
    return Account(course, found, rules[exercise], tried.get(exercise, ()), spent, outcomes)
