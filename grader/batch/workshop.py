"""What a job does: grades one student's exercises with the sandbox that its process keeps warm.

Theory of operation. `grade batch` sends a `Task` to one of its processes (or to a Dask worker on another machine) and
gets a `GradedSubmission` back. The process is trusted: it holds the course, and its own forkservers run the students'
code. It writes nothing; what it found travels back as bytes, and the client alone writes the store, the reports and
the gradebook.
"""

from __future__ import annotations

import atexit
import functools
import multiprocessing
import os
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader import language
from grader.batch import keys
from grader.batch.shared import SharedOutcomes
from grader.batch.store import StoredResult
from grader.courses import find
from grader.courses.course import Course, libraries
from grader.errors import CourseError
from grader.language.words import ENGLISH
from grader.limits import Limits
from grader.outcomes.result import ExerciseResult, Level, Result, Versions, now, stored, versions
from grader.sandbox import levels
from grader.sessions.session import Sandbox
from grader.submission.source import Source


@dataclass(frozen=True)
class Settings:
    """How a class is graded. checks: exercise id -> digest of what its grade depends on; the course that a job finds
    under `course` has to be that one. lang: of the page."""

    course: Path
    checks: tuple[tuple[str, str], ...]
    versions: Versions
    level: Level
    limits: Limits
    device: str
    seed: str = field(repr=False)
    lang: str = ENGLISH


@dataclass(frozen=True)
class Task:
    """One student's exercises. sources: what is to be graded, by exercise. known: results that are there already."""

    student: str
    sources: dict[str, Source]
    known: dict[str, StoredResult] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GradedSubmission:
    """result: all of the student's exercises. graded: those of them that were graded now. page: the report's HTML."""

    result: Result
    layers: list[str]
    graded: tuple[str, ...]
    page: bytes


@dataclass(frozen=True)
class JobContext:
    """What the local processes of one command have in common. origins: a set of libraries -> the control socket of the
    forkserver that their own is forked from. outcomes: the folder of `SharedOutcomes`."""

    origins: dict[tuple[str, ...], socket.socket] = field(default_factory=dict)
    outcomes: Path | None = None


_context = JobContext()


def run(settings: Settings, task: Task) -> GradedSubmission:
    """Grades in the one thread of this process that does: bubblewrap dies with the thread that started it."""
    return _thread().submit(lambda: _workshop(settings).grade(task)).result()


@functools.cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "grading")


@functools.lru_cache(1)
def _workshop(settings: Settings) -> Workshop:
    return Workshop(settings)


class Workshop:
    """A course, a sandbox and what was computed with them; made by the first task, kept until the process ends.

    Raises CourseError where the course or the versions here are not those that the results will be stored under.
    """

    def __init__(self, settings: Settings) -> None:
        from grader.explain.budget import CLASS
        from grader.explain.explain import Explainer
        from grader.grading.grade import Grading

        self.settings = settings
        self.course = find.load(settings.course)
        _same_here(settings, self.course)
        if settings.level == "full" and not _context.origins:
            levels.level("full")  # on a cluster the client's machine is not this one
        card = levels.gpu(settings.device, settings.level)
        self.sandbox = Sandbox(settings.level, settings.limits, card, origins=_context.origins)
        atexit.register(self.sandbox.__exit__)
        self.sandbox.warm(libraries(self.course.exercises[exercise_id] for exercise_id, _ in settings.checks))
        known = SharedOutcomes(_context.outcomes) if _context.outcomes else {}
        self.grading = Grading(self.course, self.sandbox, settings.seed, settings.device, of_mistakes=known)
        self.explainer = Explainer(self.grading, CLASS)

    def grade(self, task: Task) -> GradedSubmission:
        from grader.report import page

        results: list[ExerciseResult] = []
        for exercise_id, _ in self.settings.checks:
            if exercise_id in task.known:
                results.append(task.known[exercise_id].result)
            else:
                exercise = self.course.exercises[exercise_id]
                source = task.sources.get(exercise_id)
                results.append(self.explainer.explained(exercise, source, self.grading.grade(exercise, source)))
        layers = self.grading.layers or next((entry.layers for entry in task.known.values()), [])
        result = document(self.settings, self.course.name, task, results, layers)
        with language.speaking(language.words(self.settings.lang, self.course.root)):
            return GradedSubmission(result, layers, tuple(task.sources), page.render(result).encode())


def document(settings: Settings, course: str, task: Task, results: list[ExerciseResult], layers: list[str]) -> Result:
    """Without the seed: others may still hand in, and be graded with it."""
    result = Result(
        course=course,
        student=task.student,
        device=settings.device,
        isolation=settings.level,
        layers=layers,
        seed="",
        graded_at=now(),
        versions=settings.versions,
        score=sum(r.score for r in results),
        points=sum(r.points for r in results),
        ignored=task.ignored,
        notes=task.notes,
        exercises=results,
    )
    return stored(result)


def _same_here(settings: Settings, course: Course) -> None:
    if versions() != settings.versions:
        raise CourseError(
            "this machine has {here}, but the client has {there}: install the same versions",
            here=versions(),
            there=settings.versions,
        )
    for exercise_id, expected in settings.checks:
        if exercise_id not in course.exercises or keys.checks(course, course.exercises[exercise_id]) != expected:
            raise CourseError(
                "{course} on this machine differs from the client's course in {exercise}: copy the course here",
                course=settings.course,
                exercise=exercise_id,
            )


def begin(context: JobContext) -> None:
    """For a local process: it takes what it shares with the others, leaves Ctrl-C to the command that started it, and
    ends when that does.

    The kernel's own signal for this does not help: the process's parent is multiprocessing's server, which lives for
    as long as one of its processes does.
    """
    global _context
    _context = context
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(command: Any) -> None:
    command.join()
    os._exit(1)
