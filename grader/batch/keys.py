"""The name under which a result is stored: a hash of everything that can change it, and of nothing else.

One file of a course that changes changes the keys of what it touches only; the same source handed in twice has the
same key, whoever handed it in.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from grader.courses.course import Course, CourseExercise
from grader.limits import Limits
from grader.outcomes.result import Versions
from grader.submission.source import Source

TAKE_PART = (
    "checks",
    "courses",
    "edits",
    "explain",
    "grading",
    "outcomes",
    "sandbox",
    "sessions",
    "submission",
    "worker",
)
"""The packages of the grader whose code decides a grade or explains it: a change elsewhere grades nothing again."""


def digest(parts: Iterable[str | bytes]) -> str:
    """sha256 of the parts, each hashed first so that none can run into the next."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        whole.update(hashlib.sha256(data).digest())
    return whole.hexdigest()


@functools.cache
def engine() -> str:
    """Digest of the grader's own code: a version number does not change while one works on it."""
    root = Path(__file__).parents[1]
    files = sorted(path for name in TAKE_PART for path in (root / name).rglob("*.py"))
    return _of_files(root, [*sorted(root.glob("*.py")), *files])


def checks(course: Course, exercise: CourseExercise) -> str:
    """Digest of everything in the course that this exercise's grade depends on."""
    files = sorted(path for path in exercise.folder.rglob("*") if path.suffix in (".py", ".toml"))
    given = sorted((course.root / "exercises" / "given").glob("*.py"))
    stub = course.root / "exercises" / f"{exercise.id}.py"
    return digest(
        [_of_files(course.root, [*files, *given, stub]), str(exercise.points), exercise.explains, *course.stand_ins]
    )


def grading(versions: Versions, device: str, level: str, limits: Limits, seed: str) -> str:
    """Digest of the grading settings. seed: one that the instructor chose. That of a round is left out: what does not
    change keeps the result of its own round."""
    numbers = f"{versions.grader} {versions.torch} {versions.numpy} {versions.python} {device} {level} {limits}"
    return digest([engine(), numbers, seed])


def result(source: Source, exercise_id: str, of_checks: str, of_grading: str) -> str:
    broken = source.broken.message if source.broken else ""
    return digest([exercise_id, source.digest, source.file, broken, *source.notes, "", of_checks, of_grading])


def _of_files(root: Path, files: Iterable[Path]) -> str:
    parts: list[str | bytes] = []
    for path in files:
        parts += [str(path.relative_to(root)), path.read_bytes()]
    return digest(parts)
