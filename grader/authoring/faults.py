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


class Escaped(msgspec.Struct, frozen=True):
    """A conditional twin that earned all points. of: the wrong answer that it is made of."""

    exercise: str
    of: str
    kind: str
    threshold: float
    condition: str
    seed: str


class Share(msgspec.Struct):
    """Of one exercise's twins of one kind, how many were caught."""

    exercise: str
    kind: str
    twins: int = 0
    caught: int = 0


class Strength(msgspec.Struct, kw_only=True):
    """What became of the conditional twins (strength.py)."""

    twins: int = 0
    twins_caught: int = 0
    twins_escaped: list[Escaped] = []
    twins_by_kind: list[Share] = []

    @property
    def percent(self) -> float:
        return 100 * self.twins_caught / self.twins if self.twins else 100.0

    def count(self, exercise: str, kind: str, caught: bool) -> None:
        self.twins += 1
        self.twins_caught += caught
        share = next((each for each in self.twins_by_kind if (each.exercise, each.kind) == (exercise, kind)), None)
        if share is None:
            share = Share(exercise, kind)
            self.twins_by_kind.append(share)
        share.twins += 1
        share.caught += caught


class Unnamed(msgspec.Struct, frozen=True):
    """Mutants that answer alike, and as no known mistake does. checks: those that they answer wrongly. changes: the
    first few, as "line 12: was -> becomes"."""

    exercise: str
    mutants: int
    checks: list[str]
    changes: list[str]


class Document(Strength):
    """A whole verification, as `grade verify --json` prints it. unnamed: the largest first (unnamed.py)."""

    course: str
    seeds: int
    counts: Counts
    faults: list[Fault]
    unnamed: list[Unnamed] = []
    schema: int = 1
