"""`grade submit`: one student's files to a summary, a report and a stored result."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from grader import course as courses
from grader import isolation, submission, terminal
from grader.course import Course, CourseExercise
from grader.device import chosen_device
from grader.errors import EXIT_BELOW, EXIT_UNGRADED, UsageError
from grader.files import write_atomically
from grader.result import ExerciseResult, Result, Versions, to_json
from grader.sandbox.session import Sandbox
from grader.student import Attempt, record
from grader.submission import Submission
from grader.text import file_name


@dataclass(frozen=True)
class Options:
    course_folder: Path | None
    student: str | None
    device: str
    out: Path
    as_json: bool
    open_report: bool
    fail_under: float | None
    isolation: str
    seed: str | None


def run(paths: tuple[Path, ...], options: Options) -> int:
    """Returns the exit status (cli.md). Raises GraderError for input that cannot be graded."""
    paths = paths or _default_paths()
    course = courses.load(options.course_folder or courses.find(Path.cwd(), tuple(p.resolve() for p in paths)))
    handed_in = submission.collect(paths, course.exercises)
    if not handed_in.sources:
        ids = ", ".join(course.exercises)
        raise UsageError(f"{paths[0]}: none of the course's exercises is in there; they are {ids}")
    student = options.student or login()
    folder = options.out / file_name(student)
    _check_writable(folder)

    device = chosen_device(options.device, [course.exercises[i] for i in handed_in.sources])
    with Sandbox(isolation.level(options.isolation), course.limits, isolation.devices(device)) as sandbox:
        result = _grade(course, sandbox, handed_in, student, device, options.seed or secrets.token_hex(8))
        _write(folder, result)
    if options.as_json:
        sys.stdout.write(to_json(result).decode())
    else:
        terminal.summary(result, folder / "index.html")
    sys.stdout.flush()
    if options.open_report:
        click.launch(str(folder / "index.html"))
    if result.ungraded:
        return EXIT_UNGRADED
    return EXIT_BELOW if options.fail_under is not None and result.percent < options.fail_under else 0


def _grade(course: Course, sandbox: Sandbox, handed_in: Submission, student: str, device: str, seed: str) -> Result:
    from grader.grade import Grading  # late: it brings the checks and with them torch

    wanted = [e for e in course.exercises.values() if handed_in.whole or e.id in handed_in.sources]
    for libraries, preload in _libraries([e for e in wanted if e.id in handed_in.sources]).items():
        sandbox.forkserver(libraries, preload).start()  # their imports run while ours do
    grading = Grading(course, sandbox, seed, device)
    results: list[ExerciseResult] = []
    with terminal.progress(len(wanted)) as step:
        for exercise in wanted:
            step(exercise.id)
            results.append(grading.grade(exercise, handed_in.sources.get(exercise.id)))
    return Result(
        course=course.name,
        student=student,
        device=device,
        isolation=sandbox.level,
        layers=grading.layers,
        seed=seed,
        graded_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        versions=versions(),
        score=sum(r.score for r in results),
        points=sum(r.points for r in results),
        ignored=handed_in.ignored,
        exercises=results,
    )


def _libraries(exercises: Iterable[CourseExercise]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The sets of libraries that the exercises' workers see, and what to import for each beyond them."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for exercise in exercises:
        found.setdefault(exercise.table.libraries, {}).update(dict.fromkeys(exercise.table.preload))
    return {libraries: tuple(modules) for libraries, modules in found.items()}


def versions() -> Versions:
    """Of what computed the grades, without importing it."""
    import platform
    from importlib import metadata

    from grader import __version__

    return Versions(__version__, metadata.version("torch"), metadata.version("numpy"), platform.python_version())


def _write(folder: Path, result: Result) -> None:
    """The stored result, the attempt, the report: each whole or not at all."""
    from grader.report import page

    write_atomically(folder / "result.json", to_json(result))
    write_atomically(folder / "index.html", page.render(result).encode())
    scores = {e.id: e.score for e in result.exercises if e.status not in ("missing", "ungraded")}
    record(folder, Attempt(result.graded_at, result.seed, result.score, result.points, scores))


def _default_paths() -> tuple[Path, ...]:
    if not Path("exercises").is_dir():
        raise UsageError("there is no exercises/ folder here: name a file or a folder to grade")
    return (Path("exercises"),)


def login() -> str:
    """The name of whoever is at the keyboard."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "student"


def _check_writable(folder: Path) -> None:
    """Before any grading: nobody waits for a report that cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: the report cannot be written here ({error.strerror}); see --out") from None
    if not os.access(folder, os.W_OK):
        raise UsageError(f"{folder}: the report cannot be written here (no permission); see --out")
