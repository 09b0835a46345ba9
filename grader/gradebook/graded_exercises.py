"""Which exercises of a course a gradebook is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from grader.courses.course import Course
from grader.errors import UsageError
from grader.text import one_line


def part(course: Course, graded: Collection[str], only: Collection[str] = ()) -> Course:
    """The course with the exercises in `graded` (all, where that is none of them), and of these with `only`, if it
    names some. Raises UsageError for a name that is not among them."""
    there = [id for id in course.exercises if id in graded] or list(course.exercises)
    for id in only:
        if id not in there:
            why = "nobody was graded on it" if id in course.exercises else "there is no such exercise"
            raise UsageError(f"--exercise {one_line(id, 60)}: {why}; choose from {', '.join(there)}")
    return replace(course, exercises={id: course.exercises[id] for id in there if not only or id in only})
