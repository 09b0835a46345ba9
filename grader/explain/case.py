"""One wrong answer, as every search for its cause sees it."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from grader.courses.course import CourseExercise
from grader.courses.spec import Check
from grader.edits.merged import StatementDifference
from grader.edits.transplants import transplants
from grader.explain.budget import Budget
from grader.explain.examined import Examined, Shared
from grader.explain.hurried import hurried
from grader.grading.grade import Grading
from grader.outcomes.outcome import Explanation, Kind
from grader.outcomes.result import CheckResult, ExerciseResult
from grader.sessions.session import Session
from grader.submission.source import Source

Found = dict[str, list[Explanation]]
"""By the check's name, in the order in which it was found out."""
Search = Iterator[tuple[str, Explanation]]


@dataclass(frozen=True)
class Case:
    """A wrong answer. result: its verdict, which nothing here changes. shared: what is known of the course's code.
    at_fault: functions and methods of the student's with the solution's in whose place every check passes. tried: the
    changed files that were run, as hashes, and whether they passed. stop: whether nobody waits any more."""

    grading: Grading
    exercise: CourseExercise
    source: Source
    result: ExerciseResult
    budget: Budget
    shared: Shared | None = None
    at_fault: set[str] = field(default_factory=set)
    tried: dict[int, bool] = field(default_factory=dict)
    stop: Callable[[], bool] = lambda: False

    @property
    def deadline(self) -> float:
        """On `time.monotonic`'s clock; it runs from when it is first looked at, and has passed once the search is to
        stop: look at it again for each candidate."""
        return -math.inf if self.stop() else self._deadline

    @functools.cached_property
    def _deadline(self) -> float:
        return self.budget.deadline()

    @functools.cached_property
    def examined(self) -> Examined:
        """The answer, to be asked again. To be closed."""

        def start(seed: str) -> Session:
            return self.hurried.session(self.exercise, self.source, seed)

        return Examined(
            self.shared or Shared(self.grading),
            self.exercise,
            self.source,
            start,
            self.budget.calls,
            lambda: self.deadline,
        )

    @functools.cached_property
    def solution(self) -> str:
        return (self.exercise.folder / "solution.py").read_text("utf-8")

    def of_mistake(self, name: str) -> list[StatementDifference]:
        """In what a known mistake differs from the solution."""
        wrong = transplants(self.exercise.mistake_source(name).decode(), self.solution)
        return wrong.differences if wrong else []

    @functools.cached_property
    def hurried(self) -> Grading:
        """For running it again, or a changed file."""
        return hurried(self.grading)

    @functools.cached_property
    def failed(self) -> list[CheckResult]:
        """The visible checks that have failed."""
        return [check for check in self.result.checks if check.status == "failed" and not check.hidden]

    @functools.cached_property
    def checks(self) -> list[Check]:
        """The same, as the exercise has them."""
        names = {check.name for check in self.failed}
        return [check for check in self.exercise.spec.checks if check.name in names]

    @functools.cached_property
    def doubtful(self) -> set[str]:
        """Failed checks whose known mistake agrees with the answer in some questions only: other causes come first."""
        return set()

    @functools.cached_property
    def kinds(self) -> dict[str, Kind]:
        """Of the exercise's known mistakes, by name."""
        return {mistake.name: mistake.kind for mistake in self.exercise.mistakes}

    @property
    def can_be_asked(self) -> bool:
        """Whether its functions answer at all: it loads, in time, and nothing ends its process."""
        slow = any(check.cause in ("timed_out", "out_of_memory", "died", "too_much_output") for check in self.failed)
        return not (self.result.message or slow or self.source.broken)
