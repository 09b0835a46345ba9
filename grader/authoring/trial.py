"""The mutants of a solution (mutate.py) on trial: a check has to catch each, except those that
solutions/<id>/equivalents.toml says change nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.authoring import equivalents
from grader.authoring.equivalents import FILE as EQUIVALENTS
from grader.authoring.faults import Counts, Fault, fault_of
from grader.courses.course import CourseExercise
from grader.edits.mutate import Mutant, mutants
from grader.errors import CourseError
from grader.grading.grade import Grading
from grader.limits import Limits
from grader.outcomes.result import ExerciseResult
from grader.submission.source import Source
from grader.text import one_line

MUTANT_LOAD_S, MUTANT_CALL_S, MUTANT_S = 10.0, 5.0, 40.0
"""Wall time for a mutant's file, call and whole: one that never ends is caught, and costs no more than this."""


@dataclass
class Trial:
    """All mutants of a course. counts: adds up what becomes of them. broken: the (exercise, check) that a fault is told
    of already. step: called with what is done next."""

    grading: Grading
    counts: Counts
    broken: set[tuple[str, str]]
    step: Callable[[str], None]

    def __post_init__(self) -> None:
        self._strict = strict(self.grading)

    def faults(self, exercise: CourseExercise) -> Iterator[Fault]:
        recorded = equivalents.read(exercise)
        for mutant in mutants_of(exercise):
            self.step(f"{exercise.id}: mutant of line {mutant.line}")
            result = self._strict.grade(exercise, answer(exercise, mutant.text.encode()))
            equivalent = recorded.pop(mutant.key, None) is not None
            yield from self._judged(exercise, mutant, result, equivalent)
        for _, was, becomes in recorded:
            what = f"no mutant turns {shown(was)} into {shown(becomes)} any more"
            yield fault_of(exercise, EQUIVALENTS, what, "take its entry out")

    def _judged(
        self, exercise: CourseExercise, mutant: Mutant, result: ExerciseResult, equivalent: bool
    ) -> Iterator[Fault]:
        place, change = f"solution.py, line {mutant.line}", f"{shown(mutant.was)} -> {shown(mutant.becomes)}"
        last = result.checks[-1]
        if result.status == "ungraded":
            self.counts.mutants_survived += 1
            if (exercise.id, last.name) in self.broken:
                return
            self.broken.add((exercise.id, last.name))
            fix = f"the check {last.name} in checks.py fails itself: {last.message}"
            yield fault_of(exercise, place, f"the mutant {change} cannot be graded", fix, mutant.diff)
        elif result.status != "passed":
            self.counts.mutants_caught += 1
            if equivalent and last.cause != "timed_out":
                what = f"the mutant {change} in {mutant.where} is recorded as equivalent, yet caught by {last.name}"
                yield fault_of(exercise, EQUIVALENTS, what, "take its entry out, or fix the check")
        elif equivalent:
            self.counts.mutants_equivalent += 1
        else:
            self.counts.mutants_survived += 1
            fix = f"sharpen a check, or add its entry to {EQUIVALENTS} with the reason why it is right"
            entry = equivalents.entry(mutant)
            yield fault_of(exercise, place, f"the mutant {change} earns all points", fix, mutant.diff, entry)


def strict(grading: Grading) -> Grading:
    """The same where only full points or not is asked, and nothing may take long; they share what they remember."""
    assert grading.sandbox is not None
    sandbox = dataclasses.replace(grading.sandbox, limits=_hurried(grading.sandbox.limits))
    return dataclasses.replace(grading, sandbox=sandbox, diagnose=False)


def _hurried(limits: Limits) -> Limits:
    return dataclasses.replace(
        limits,
        load_s=min(limits.load_s, MUTANT_LOAD_S),
        call_s=min(limits.call_s, MUTANT_CALL_S),
        exercise_s=min(limits.exercise_s, MUTANT_S),
    )


def answer(exercise: CourseExercise, text: bytes) -> Source:
    return Source(exercise.id, "solution.py", "solution.py", {"solution.py": text})


def solution_text(exercise: CourseExercise) -> str:
    path = exercise.folder / "solution.py"
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError("{path}: {reason}", path=path, reason=error) from None


def mutants_of(exercise: CourseExercise) -> list[Mutant]:
    try:
        return mutants(solution_text(exercise))
    except SyntaxError as error:
        raise CourseError(
            "{path}, line {line}: {problem}", path=exercise.folder / "solution.py", line=error.lineno, problem=error.msg
        ) from None


def shown(text: str, most: int = 160) -> str:
    return one_line(" | ".join(line.strip() for line in text.splitlines()), most) if text else "nothing"


def steps(exercise: CourseExercise, seeds: int, with_mutants: bool, twins: int = 0) -> int:
    """Of a verification, for the progress bar, before anything of the course is run."""
    try:
        changed = len(mutants_of(exercise)) if with_mutants else 0
    except CourseError:
        return 1
    return 1 + seeds * (1 + twins + len(list((exercise.folder / "mistakes").glob("*.py")))) + changed
