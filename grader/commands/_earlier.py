"""What a student's page shows: what was graded just now, and the other exercises as they were graded before.

result.json is what one run has graded. The page's exercises are kept beside it, each with when it was graded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from grader.courses.course import CourseExercise
from grader.outcomes.history import Attempt, Before, attempt_of, changes, moments
from grader.outcomes.result import ExerciseResult, Result

PAGE = "page.json"
MOST_MOMENTS = 40
"""Attempts that the page shows, the last ones."""


class Shown(msgspec.Struct):
    graded_at: str
    exercise: ExerciseResult


class Page(msgspec.Struct):
    course: str
    shown: list[Shown]


def page_of(folder: Path, result: Result, course: Mapping[str, CourseExercise]) -> Page:
    """Exercises in the course's order. An earlier one stays as long as the course has it, worth the same."""
    now = {exercise.id: Shown(result.graded_at, exercise) for exercise in result.exercises}
    kept = {id: shown for id, shown in earlier(folder, result.course).items() if _still_there(shown.exercise, course)}
    shown = kept | now
    return Page(result.course, [shown[i] for i in course if i in shown])


def on_page(result: Result, page: Page, attempts: Sequence[Attempt] = ()) -> tuple[Result, Before]:
    """What the page is made from: the result with the page's exercises, and what was before it.

    attempts: the earlier ones, oldest first.
    """
    exercises = [shown.exercise for shown in page.shown]
    score, points = sum(e.score for e in exercises), sum(e.points for e in exercises)
    now = {exercise.id for exercise in result.exercises}
    earlier = {s.exercise.id: s.graded_at for s in page.shown if s.exercise.id not in now}
    told = list(moments([*attempts, attempt_of(result)], {e.id: e.points for e in exercises}))
    before = Before(earlier, list(changes(attempts, result.exercises)), told[-MOST_MOMENTS:], len(told))
    return msgspec.structs.replace(result, exercises=exercises, score=score, points=points), before


def earlier(folder: Path, course: str) -> dict[str, Shown]:
    """What the page in the folder shows, by exercise. Nothing where there is no file that can be read: the page then
    begins with what is graded now."""
    try:
        page = msgspec.json.decode((folder / PAGE).read_bytes(), type=Page)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return {}
    return {shown.exercise.id: shown for shown in page.shown} if page.course == course else {}


def _still_there(exercise: ExerciseResult, course: Mapping[str, CourseExercise]) -> bool:
    return exercise.id in course and course[exercise.id].points == exercise.points
