"""Off-schedule strength: the share of conditional twins (conditional.py) that a course's checks catch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from grader.authoring.conditional import Twin, Twins
from grader.authoring.faults import Escaped, Fault, Strength, fault_of
from grader.authoring.trial import strict
from grader.courses.course import CourseExercise
from grader.grading.grade import Grading
from grader.outcomes.result import ExerciseResult

GOAL, ENOUGH = 95.0, 100
"""Per cent of the twins that are to be caught; from how many twins on fewer are a fault."""


UNCONDITIONAL = "forbidden", "timed_out"
"""Causes that say nothing of a twin's condition: its file alone, or a machine that is busy, is enough."""


@dataclass
class OffSchedule:
    """The twins of a course, `number` for each exercise and grading. broken and step: as in trial.Trial."""

    gradings: list[Grading]
    number: int
    broken: set[tuple[str, str]]
    step: Callable[[str], None]
    found: Strength = field(default_factory=Strength)

    def __post_init__(self) -> None:
        self._gradings = [strict(grading) for grading in self.gradings]

    def faults(self, exercise: CourseExercise) -> Iterator[Fault]:
        """Of the checks themselves; what the twins come to is added to `found`."""
        twins = Twins(exercise)
        control = self.gradings[0].grade(exercise, twins.control().source(exercise))
        if control.status != "passed":
            what = f"two solutions in one file lose points: {control.checks[-1].message or control.message}"
            yield fault_of(exercise, "solution.py", what, "take away what keeps twins from being judged")
            return
        for grading in self._gradings:
            for twin in twins.draw(self.number, grading.seed):
                self.step(f"{exercise.id}: {twin.wrong.name}, {twin.condition}")
                result = grading.grade(exercise, twin.source(exercise))
                if result.checks[-1].cause in UNCONDITIONAL:
                    continue
                yield from self._ungraded(exercise, twin, result)
                self._count(exercise, twin, grading.seed, result.status not in ("passed", "ungraded"))

    def _ungraded(self, exercise: CourseExercise, twin: Twin, result: ExerciseResult) -> Iterator[Fault]:
        last = result.checks[-1]
        if result.status == "ungraded" and (exercise.id, last.name) not in self.broken:
            self.broken.add((exercise.id, last.name))
            what = f"{twin.wrong.name} ({twin.condition}) cannot be graded"
            yield fault_of(exercise, "checks.py", what, f"the check {last.name} fails itself: {last.message}")

    def _count(self, exercise: CourseExercise, twin: Twin, seed: str, caught: bool) -> None:
        condition = twin.condition
        self.found.count(exercise.id, condition.kind, caught)
        if not caught:
            told = exercise.id, twin.wrong.name, condition.kind, condition.threshold, str(condition), seed
            self.found.twins_escaped.append(Escaped(*told))


def weakness(found: Strength) -> list[Fault]:
    """The fault of a course that lets too many through, once there are enough to say so."""
    if found.twins < ENOUGH or found.percent >= GOAL:
        return []
    what = f"the checks catch {found.percent:.1f} % of {found.twins} conditional twins, {GOAL:g} % are asked for"
    return [Fault("", "", what, "draw sizes, steps, magnitudes and dtypes afresh in every grading")]
