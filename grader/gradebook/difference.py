"""Two gradebooks compared: whose score of what differs, which checks did it, which mistakes are named otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.courses.course import Course
from grader.gradebook.reader import GradebookReader
from grader.gradebook.rows import CheckOutcome
from grader.gradebook.standing import ExerciseStanding, Standing
from grader.message import Message, listed, say
from grader.text import number


@dataclass(frozen=True)
class Difference:
    """One exercise of one student. before, now: scores that count, or what there is of them while people have yet to
    grade a part; None where there is none. checks: those whose score differs, (name, before, now). mistakes: (name of
    the check, before, now)."""

    student: str
    exercise: str
    before: float | None
    now: float | None
    checks: list[tuple[str, float | None, float | None]] = field(default_factory=list)
    mistakes: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    @property
    def line(self) -> Message:
        checks: list[str] = [f"{name} {_shown(then)} → {_shown(now)}" for name, then, now in self.checks]
        nothing = say("not a known mistake")
        for name, then, now in self.mistakes:
            named = {"check": name, "now": now or nothing, "before": then or nothing}
            checks.append(say("{check} is {now}, was {before}", **named))
        same = self.before == self.now
        scores = _shown(self.now) if same else f"{_shown(self.before)} → {_shown(self.now)}"
        about = {"student": self.student, "exercise": self.exercise, "scores": scores}
        if not checks:
            return say("{student}, {exercise}: {scores}", **about)
        return say("{student}, {exercise}: {scores} ({checks})", checks=listed(checks, "; "), **about)

    @property
    def rise(self) -> float:
        return (self.now or 0.0) - (self.before or 0.0)


def differences(before: GradebookReader, now: GradebookReader, course: Course) -> Iterator[Difference]:
    """By student, then in the course's order. Who is in one of them only has no score in the other."""
    old, new = before.outcomes(course), now.outcomes(course)
    one, other = next(old, None), next(new, None)
    while one or other:  # both come by key
        first = min(each[0].student.key for each in (one, other) if each)
        then = one if one and one[0].student.key == first else None
        after = other if other and other[0].student.key == first else None
        yield from _of_student(first, then, after, course)
        one = next(old, None) if then else one
        other = next(new, None) if after else other


Found = tuple[Standing, list[CheckOutcome]]


def _of_student(key: str, then: Found | None, now: Found | None, course: Course) -> Iterator[Difference]:
    for place, id in enumerate(course.exercises):
        was, of_then = _part(then, place, id)
        there, of_now = _part(now, place, id)
        names = dict.fromkeys((*of_then, *of_now))
        both = [(name, of_then.get(name), of_now.get(name)) for name in names]
        scores = [(n, a.score if a else None, b.score if b else None) for n, a, b in both]
        named = [(n, a.mistake if a else None, b.mistake if b else None) for n, a, b in both]
        found = Difference(
            key,
            id,
            was.score_so_far if was else None,
            there.score_so_far if there else None,
            [each for each in scores if each[1] != each[2]],
            [each for each in named if each[1] != each[2]],
        )
        if found.before != found.now or found.checks or found.mistakes:
            yield found


def _part(found: Found | None, place: int, id: str) -> tuple[ExerciseStanding | None, dict[str, CheckOutcome]]:
    if found is None:
        return None, {}
    return found[0].exercises[place], {each.check: each for each in found[1] if each.exercise == id}


def _shown(score: float | None) -> str:
    return "–" if score is None else number(score)
