"""What every layout is read with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from grader.intake.files import Files, expand, gather
from grader.intake.hand_in import clean
from grader.submission.collect import SUFFIXES


@dataclass
class Context:
    """exercises: their ids. work: where archives are unpacked. problems: lines for the instructor. github: the user
    names in the roster, folded."""

    exercises: frozenset[str]
    work: Path
    problems: list[str] = field(default_factory=list)
    github: frozenset[str] = frozenset()

    def is_exercise(self, name: str) -> bool:
        stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
        return stem in self.exercises and dot + suffix in SUFFIXES

    def gather(self, folder: Path) -> Files | None:
        """A student's files, or a problem and None where their folder cannot be read."""
        try:
            return gather(folder, self.work)
        except OSError as error:
            self.problems.append(f"{clean(folder.name)}/: cannot be read ({error.strerror}); not graded")
            return None

    def expand(self, files: Files) -> Files:
        expand(files, self.work)
        return files
