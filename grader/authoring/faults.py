"""What a verification finds: faults of the course, and counts of what is as it should be."""

from __future__ import annotations

import msgspec

from grader.courses.course import CourseExercise


class Fault(msgspec.Struct, frozen=True):
    """One thing to fix. file: relative to the course, with its line where there is one. diff: of a mutant.
    entry: for equivalents.toml, should the mutant be right."""

    exercise: str
    file: str
    what: str
    fix: str
    diff: str = ""
    entry: str = ""

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.file, f"{self.what}; {self.fix}" if self.fix else self.what)))


def fault_of(exercise: CourseExercise, file: str, what: str, fix: str, diff: str = "", entry: str = "") -> Fault:
    """file: in the exercise's folder."""
    return Fault(exercise.id, f"solutions/{exercise.id}/{file}", what, fix, diff, entry)


class Counts(msgspec.Struct):
    """How many there are, and of how many the course's promise holds."""

    exercises: int = 0
    solutions: int = 0
    stubs: int = 0
    mistakes: int = 0
    mistakes_named: int = 0
    mutants_caught: int = 0
    mutants_survived: int = 0
    mutants_equivalent: int = 0

    @property
    def percent_caught(self) -> float:
        """Of the mutants that are not equivalent."""
        judged = self.mutants_caught + self.mutants_survived
        return 100 * self.mutants_caught / judged if judged else 100.0


class Document(msgspec.Struct):
    """A whole verification, as `grade verify --json` prints it."""

    course: str
    seeds: int
    counts: Counts
    faults: list[Fault]
    schema: int = 1
