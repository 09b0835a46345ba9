"""Sandboxes of the level that a claim is tried at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from every_level import lacking
from sandboxed import TIGHT

from grader.courses.course import Course
from grader.grading.grade import Grading
from grader.outcomes.result import Level
from grader.sessions.session import Sandbox


@pytest.fixture(scope="module")
def contained(level: Level) -> Iterator[Sandbox]:
    """One for all claims of a file."""
    if reason := lacking(level):
        pytest.skip(f"no level {level}: {reason}")
    with Sandbox(level, TIGHT) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def warm(contained: Sandbox, course: Course) -> Iterator[Grading]:
    """A grading whose sandbox has imported torch once for all claims of a file."""
    with Sandbox(contained.level, course.limits) as sandbox:
        yield Grading(course, sandbox, "conformance")


@pytest.fixture
def own(contained: Sandbox, course: Course) -> Iterator[Grading]:
    """A grading with a sandbox that a test may break."""
    with Sandbox(contained.level, course.limits) as sandbox:
        yield Grading(course, sandbox, "conformance")
