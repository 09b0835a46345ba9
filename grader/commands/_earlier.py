"""What a student's page shows: what was graded just now, and the other exercises as they were graded before.

result.json is what one run has graded. The page's exercises are kept beside it, each with when it was graded.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from grader.courses.course import CourseExercise
from grader.outcomes.history import Before
from grader.outcomes.result import ExerciseResult, Result

PAGE = "page.json"


class Shown(msgspec.Struct):
    graded_at: str
    exercise: ExerciseResult


class Page(msgspec.Struct):
    course: str
    shown: list[Shown]


def page_of(folder: Path, result: Result, course: Mapping[str, CourseExercise]) -> Page:
    """Exercises in the course's order. An earlier one stays as long as the course has it, worth the same."""
    now = {exercise.id: Shown(result.graded_at, exercise) for exercise in result.exercises}
    earlier = {s.exercise.id: s for s in _kept(folder, result.course) if _still_there(s.exercise, course)}
    shown = earlier | now
    return Page(result.course, [shown[i] for i in course if i in shown])


def on_page(result: Result, page: Page) -> tuple[Result, Before]:
    """What the page is made from: the result with the page's exercises, and which of them are earlier ones."""
    exercises = [shown.exercise for shown in page.shown]
    score, points = sum(e.score for e in exercises), sum(e.points for e in exercises)
    now = {exercise.id for exercise in result.exercises}
    earlier = {s.exercise.id: s.graded_at for s in page.shown if s.exercise.id not in now}
    return msgspec.structs.replace(result, exercises=exercises, score=score, points=points), Before(earlier)


def _kept(folder: Path, course: str) -> list[Shown]:
    """Nothing where there is no file that can be read: the page then begins with what is graded now."""
    try:
        page = msgspec.json.decode((folder / PAGE).read_bytes(), type=Page)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return []
    return page.shown if page.course == course else []


def _still_there(exercise: ExerciseResult, course: Mapping[str, CourseExercise]) -> bool:
    return exercise.id in course and course[exercise.id].points == exercise.points
