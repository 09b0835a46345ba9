"""What the tests share: the built-in course, one sandbox a test process, and a way to grade a text."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before anything imports torch, as `grade` itself does
os.environ["LANGUAGE"] = "en"  # whatever the language of this machine is

from grader.courses import find
from grader.courses.course import Course
from grader.grading.grade import Grading
from grader.outcomes.result import ExerciseResult
from grader.sandbox import levels
from grader.sessions.session import Sandbox
from grader.submission.source import read_source

# A shell that starts us in the background has us ignore Ctrl-C, and every program that a test starts would, too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, signal.default_int_handler)

Grade = Callable[..., ExerciseResult]


_SKIPPED: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and "GPU" not in str(report.longrepr):
        _SKIPPED.append(f"{report.nodeid}: {report.longrepr}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI only the GPU may be missing: a test that was skipped did not run."""
    if os.environ.get("CI") and _SKIPPED and not hasattr(session.config, "workerinput"):
        print("\nskipped, and in CI nothing may be:", *_SKIPPED, sep="\n  ")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def course() -> Course:
    return find.load(find.builtin())


@pytest.fixture(scope="session")
def sandbox(course: Course) -> Iterator[Sandbox]:
    """The full sandbox; tests of hostile code mean nothing at a lower level."""
    if not shutil.which("bwrap"):
        pytest.skip("bubblewrap is not installed (apt-get install bubblewrap)")
    assert levels.bubblewrap().state == "on", levels.bubblewrap()
    with Sandbox("full", course.limits) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def grading(course: Course, sandbox: Sandbox) -> Grading:
    """One seed for all: what the mistakes answer is then computed once."""
    return Grading(course, sandbox, seed="tests")


@pytest.fixture(scope="session")
def inside(sandbox: Sandbox) -> Grading:
    """Of the second course."""
    folder = find.named("inside")
    assert folder is not None
    return Grading(find.load(folder), sandbox, seed="tests")


@pytest.fixture
def grade(course: Course, grading: Grading, inside: Grading, tmp_path: Path) -> Grade:
    """grade(exercise id, source text or bytes or path) -> ExerciseResult."""

    def run(exercise: str, source: str | bytes | Path, suffix: str = ".py") -> ExerciseResult:
        path = source if isinstance(source, Path) else tmp_path / f"{exercise}{suffix}"
        if not isinstance(source, Path):
            path.write_bytes(source.encode() if isinstance(source, str) else source)
        used = grading if exercise in course.exercises else inside
        return used.grade(used.course.exercises[exercise], read_source(path, exercise))

    return run
