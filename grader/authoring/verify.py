"""`grade verify`: a course against itself (verification.py), its faults and counts for people or as a document."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from rich.console import Console

from grader import isolation
from grader.authoring.faults import Counts, Fault
from grader.authoring.trial import mutants_of
from grader.authoring.verification import Verification, stray_files
from grader.courses import course as courses
from grader.courses.course import Course, CourseExercise
from grader.errors import EXIT_BELOW, CourseError, UsageError
from grader.report import terminal
from grader.sessions.session import Sandbox


@dataclass(frozen=True)
class Options:
    """seeds: how many seeds solutions and mistakes are graded with. exercises: ids, none for all."""

    course_folder: Path | None
    exercises: tuple[str, ...]
    seeds: int
    with_mutants: bool
    as_json: bool


class Document(msgspec.Struct):
    """What --json prints."""

    course: str
    seeds: int
    counts: Counts
    faults: list[Fault]
    schema: int = 1


def run(options: Options) -> int:
    """Returns the exit status: 1 where a fault is found. Raises GraderError where there is nothing to verify."""
    course = courses.load(options.course_folder or courses.find(Path.cwd(), ()))
    chosen = _chosen(course, options.exercises)
    steps = sum(_steps(exercise, options) for exercise in chosen)
    level = isolation.level("auto")
    with _logged_once(), Sandbox(level, course.limits) as sandbox, terminal.progress(steps) as step:
        verification = Verification(course, sandbox, options.seeds, options.with_mutants, step)
        faults = [] if options.exercises else list(stray_files(course))
        for exercise in chosen:
            faults += verification.faults(exercise)
    document = Document(course.name, options.seeds, verification.counts, faults)
    if options.as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(document)).decode() + "\n")
    else:
        show(document)
    sys.stdout.flush()
    return EXIT_BELOW if faults else 0


def show(document: Document) -> None:
    """One line a fault, a surviving mutant's diff and entry below it, the counts at the end."""
    console, counts, seeds = Console(highlight=False), document.counts, _number(document.seeds, "seed")
    for fault in document.faults:
        console.print(str(fault), style="red", markup=False, soft_wrap=True)
        for line in fault.diff.splitlines()[1:]:
            console.print(f"    {line}", markup=False, soft_wrap=True)
        if fault.entry:
            console.print(f"\n{fault.entry}", markup=False, soft_wrap=True)
    judged = counts.mutants_caught + counts.mutants_survived + counts.mutants_equivalent
    mutants = (
        f"{counts.mutants_caught} caught, {counts.mutants_survived} survived, "
        f"{counts.mutants_equivalent} equivalent ({counts.percent_caught:.1f} % of the others caught)"
    )
    console.print(
        f"solutions that earn all points over {seeds}: {counts.solutions} of {counts.exercises}\n"
        f"stubs that earn none: {counts.stubs} of {counts.exercises}\n"
        f"mistakes that lose points and are named: {counts.mistakes_named} of {counts.mistakes}\n"
        f"mutants: {mutants if judged else 'none tried'}\n"
        f"[bold]{_number(len(document.faults), 'fault')}[/]"
    )


@contextlib.contextmanager
def _logged_once() -> Iterator[None]:
    """A check that breaks does so with every answer: one trace is enough."""
    said: set[str] = set()

    def is_new(record: logging.LogRecord) -> bool:
        before = len(said)
        said.add(record.getMessage())
        return len(said) > before

    log = logging.getLogger("grader")
    log.addFilter(is_new)
    try:
        yield
    finally:
        log.removeFilter(is_new)


def _chosen(course: Course, ids: tuple[str, ...]) -> list[CourseExercise]:
    for name in ids:
        if name not in course.exercises:
            raise UsageError(f"there is no exercise {name!r} in this course; there are {', '.join(course.exercises)}")
    return [exercise for exercise in course.exercises.values() if not ids or exercise.id in ids]


def _steps(exercise: CourseExercise, options: Options) -> int:
    """For the progress bar, before anything of the course is run."""
    try:
        changed = len(mutants_of(exercise)) if options.with_mutants else 0
    except CourseError:
        return 1
    return 1 + options.seeds * (1 + len(list((exercise.folder / "mistakes").glob("*.py")))) + changed


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
