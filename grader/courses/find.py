"""Which course is meant, and reading its course.toml."""

from __future__ import annotations

from pathlib import Path

from grader.courses import toml as course_toml
from grader.courses.course import Course, CourseExercise, read
from grader.courses.toml import FILE
from grader.errors import UsageError
from grader.message import say


def load(root: Path) -> Course:
    """Raises CourseError for a course.toml that is missing, unreadable or says something it may not say."""
    path = root / FILE
    table = course_toml.read(path, read(path, say("name the course's folder with --course")))
    exercises = {
        e.id: CourseExercise(root, e.id, e.points, e.explain or table.explain, course_toml.items(path, e))
        for e in table.exercise
    }
    return Course(
        root,
        table.name,
        table.title,
        exercises,
        tuple(table.stand_ins),
        course_toml.limits(table.limits),
        course_toml.policy(table),
        table.lang,
        exercises,
    )


def builtin() -> Path:
    """The course that comes with the package: inside grader/ in the wheel, beside grader/ in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "course"
    return inside if (inside / FILE).is_file() else package.parent


def named(name: str) -> Path | None:
    """The other course of this name that comes with the package, if there is one."""
    folder = builtin() / "courses" / name
    return folder if name.isidentifier() and (folder / FILE).is_file() else None


def packaged(name: str) -> Path | None:
    """The course of this name that comes with the package, the first one among them."""
    return builtin() if name == load(builtin()).name else named(name)


def find(start: Path, submitted: tuple[Path, ...]) -> Path:
    """The nearest folder upwards from `start` with a course.toml, else the built-in course.

    Its checks run as trusted code, so it is never taken from inside what is submitted. Raises UsageError where that
    leaves a doubt.
    """
    found = [folder for folder in (start, *start.parents) if (folder / FILE).is_file()]
    inside = [c for c in found if any(c == path or path in c.parents for path in submitted)]
    outside = [c for c in found if c not in inside]
    if inside and not outside:
        return builtin()
    if len(found) > 1:
        raise UsageError(
            "there is a {file} in {one} and in {other}: say which one with --course DIR",
            file=FILE,
            one=found[0],
            other=found[1],
        )
    if outside and not (outside[0] / "solutions").is_dir():
        return _released(outside[0])
    return outside[0] if outside else builtin()


def _released(folder: Path) -> Path:
    """The course whose students' bundle (`grade release`) this is; there is nothing in it to grade with."""
    if (course := packaged(load(folder).name)) is not None:
        return course
    raise UsageError(
        "{folder} has no solutions/ folder: it is a students' copy of a course, and cannot grade; hand it in instead",
        folder=folder,
    )
