"""The start of `grade submit` and `grade watch`: reads what is to be graded, and starts the sandbox before all else.

The sandbox imports torch, which takes longer than everything that is done here. So this module imports little, and what
grades, explains and reports (`_job`) is imported while the sandbox is.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands import _options as options
from grader.courses.course import Course, libraries
from grader.courses.device import chosen_device
from grader.errors import UsageError
from grader.files import require_writable
from grader.message import say
from grader.people import login
from grader.sandbox import early, levels
from grader.submission.collect import Submission, collect
from grader.submission.naming import meant
from grader.text import file_name

if TYPE_CHECKING:
    from grader.commands._job import Job


@contextlib.contextmanager
def job(
    paths: tuple[Path, ...],
    course_folder: Path | None,
    student: str | None,
    device: str,
    out: Path,
    lang: str | None,
    isolation: str,
    seed: str | None,
) -> Iterator[Job]:
    """A job with its sandbox, which ends with the context.

    The parameters are as on the command line. Raises GraderError before anything of the student's is run.
    """
    if not paths and not Path("exercises").is_dir():
        raise UsageError("there is no exercises/ folder here: name a file or a folder to grade")
    paths = paths or (Path("exercises"),)
    course = options.chosen_course(course_folder, tuple(p.resolve() for p in paths), lang)
    found = read(paths, course)
    student = student or login()
    folder = out / file_name(student)
    require_writable(folder, say("the report cannot be written here"), say("see --out"))
    exercises = [course.exercises[i] for i in found.sources]
    device = chosen_device(device, exercises)
    needed = libraries(exercises)
    level = early.presumed(isolation)
    servers = early.start(level, device, needed)
    try:
        with uncollected():
            from grader.commands._job import Job
            from grader.sessions.session import Sandbox

            for exercise in exercises:  # torch, in both processes at once
                _ = exercise.solution
            if any("torch" in libraries for libraries in needed):  # not every solution imports it; its checks do
                importlib.import_module("torch")
            servers = early.settled(servers, isolation, device, needed)
        level = next((server.level for server in servers.values()), level)
        with Sandbox(level, course.limits, levels.gpu(device, level), servers) as sandbox:
            yield Job(paths, course, found, sandbox, student, folder, device, seed or secrets.token_hex(8))
    finally:
        early.close(servers)


def read(paths: tuple[Path, ...], course: Course) -> Submission:
    """Raises UsageError where nothing is for an exercise of the course."""
    found = collect(paths, course.exercises, course.handout)
    if not found.sources and found.notes:
        raise UsageError(found.notes[0])
    if not found.sources:
        near = ((name, e) for name in found.ignored if (e := meant(name, course.exercises)))
        fix = say("the course's exercises are {names}", names=", ".join(course.exercises))
        for name, exercise in near:
            fix = say("is {file} meant to be {exercise}.py?", file=name, exercise=exercise)
            break
        raise UsageError("{path}: no file in it is for an exercise of the course; {fix}", path=paths[0], fix=fix)
    return found


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """For what stays until the end. Looking for garbage among imports takes a seventh of their time; among the million
    objects of a faculty's roster, here and later, a third."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
