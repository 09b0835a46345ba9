"""`grade submit`: one student's files to a summary, a report and a stored result."""

from __future__ import annotations

import contextlib
import functools
import getpass
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader import isolation, language
from grader.courses import course as courses
from grader.courses.course import Course, libraries
from grader.courses.device import chosen_device
from grader.errors import EXIT_BELOW, EXIT_UNGRADED, UsageError
from grader.files import require_writable, write_atomically
from grader.language.words import Words
from grader.outcomes.result import ExerciseResult, Result, for_student, now, to_json, versions
from grader.report import terminal
from grader.sessions.session import Sandbox
from grader.student.exercises import Attempt, record
from grader.submission.collect import Submission, collect
from grader.submission.naming import meant
from grader.text import file_name

if TYPE_CHECKING:
    from grader.grading.grade import Grading


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
    lang: str | None = None


def run(paths: tuple[Path, ...], options: Options) -> int:
    """Returns the exit status (README.md). Raises GraderError for input that cannot be graded."""
    with job(paths, options) as work:
        result = work.grade()
    if options.as_json:
        sys.stdout.write(to_json(result).decode())
    else:
        with language.speaking(work.words):
            terminal.summary(result, work.report)
    sys.stdout.flush()
    if options.open_report:
        click.launch(str(work.report))
    if result.ungraded:
        return EXIT_UNGRADED
    return EXIT_BELOW if options.fail_under is not None and result.percent < options.fail_under else 0


@dataclass
class Job:
    """One student's files and all that it takes to grade them, once or (warm) again and again."""

    paths: tuple[Path, ...]
    course: Course
    sandbox: Sandbox
    student: str
    folder: Path
    device: str
    seed: str
    words: Words

    @property
    def report(self) -> Path:
        return self.folder / "index.html"

    @functools.cached_property
    def _grading(self) -> Grading:
        from grader.grading.grade import Grading

        return Grading(self.course, self.sandbox, self.seed, self.device)

    def grade(self) -> Result:
        """Grades what is handed in now and writes result, report and attempt. Raises UsageError if there is nothing."""
        handed_in = _handed_in(self.paths, self.course)
        wanted = [e for e in self.course.exercises.values() if handed_in.whole or e.id in handed_in.sources]
        self.sandbox.warm(libraries(e for e in wanted if e.id in handed_in.sources))
        results: list[ExerciseResult] = []
        with terminal.progress(len(wanted)) as step:
            for exercise in wanted:
                step(exercise.id)
                results.append(self._grading.grade(exercise, handed_in.sources.get(exercise.id)))
        result = for_student(self._result(results, handed_in))
        _write(self.folder, result)
        return result

    def _result(self, results: list[ExerciseResult], handed_in: Submission) -> Result:
        return Result(
            course=self.course.name,
            student=self.student,
            device=self.device,
            isolation=self.sandbox.level,
            layers=self._grading.layers,
            seed=self.seed,
            graded_at=now(),
            versions=versions(),
            score=sum(r.score for r in results),
            points=sum(r.points for r in results),
            ignored=handed_in.ignored,
            exercises=results,
        )


@contextlib.contextmanager
def job(paths: tuple[Path, ...], options: Options) -> Iterator[Job]:
    """A job with its sandbox, which ends with the context. Raises GraderError before anything is started."""
    paths = paths or _default_paths()
    course = courses.load(options.course_folder or courses.find(Path.cwd(), tuple(p.resolve() for p in paths)))
    handed_in = _handed_in(paths, course)
    words = language.choose(options.lang, course)
    student = options.student or login()
    folder = options.out / file_name(student)
    require_writable(folder, "the report cannot be written here", "see --out")
    device = chosen_device(options.device, [course.exercises[i] for i in handed_in.sources])
    level, seed = isolation.level(options.isolation), options.seed or secrets.token_hex(8)
    with Sandbox(level, course.limits, isolation.gpu(device, level)) as sandbox, language.speaking(words):
        yield Job(paths, course, sandbox, student, folder, device, seed, words)


def _handed_in(paths: tuple[Path, ...], course: Course) -> Submission:
    found = collect(paths, course.exercises)
    if not found.sources:
        near = [f"is {name} meant to be {e}.py?" for name in found.ignored if (e := meant(name, course.exercises))]
        mend = near[0] if near else f"they are {', '.join(course.exercises)}"
        raise UsageError(f"{paths[0]}: none of the course's exercises is in there; {mend}")
    return found


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
