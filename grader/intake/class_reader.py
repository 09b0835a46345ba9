"""One reading of a class: what every layout is read with, and where it tells what it meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.intake.files import File, Files, expand, walk
from grader.intake.names import clean
from grader.intake.roster import Roster
from grader.message import say
from grader.people import Kind, Problem
from grader.submission.handout import Handout
from grader.submission.homework import Homework, homework
from grader.submission.naming import exercise_of
from grader.submission.opening import settled


@dataclass
class ClassReader:
    """exercises: their ids. work: where archives are unpacked. problems: lines for the instructor. roster: if there is
    one. github: the user names in it, folded. damaged: what could not be unpacked of the class's archive (an empty file
    is in its place), and what this machine does not let us read -> why. misplaced: exercises' files lie beside the
    students' folders. handout: what the course hands out, which tells what is in a file of another name."""

    exercises: frozenset[str]
    work: Path
    problems: list[Problem] = field(default_factory=list)
    roster: Roster | None = None
    github: frozenset[str] = frozenset()
    damaged: dict[Path, str] = field(default_factory=dict)
    misplaced: bool = False
    handout: Handout = field(default_factory=Handout)

    def __post_init__(self) -> None:
        self.work = settled(self.work)

    def known(self, name: str) -> bool:
        return self.roster is not None and self.roster.has(name)

    def tell(self, line: str, kind: Kind = "other") -> None:
        self.problems.append(Problem(line, kind))

    def tell_of(self, about: str, line: str, kind: Kind = "other") -> None:
        """about: a name or a path, before the line."""
        self.tell(say("{about}: {line}", about=about, line=line), kind)

    def is_exercise(self, name: str) -> bool:
        return exercise_of(name, self.exercises) is not None

    def unnamed(self, files: Mapping[str, File]) -> Homework:
        """What is in a student's files that are called after no exercise."""
        there = {exercise_of(name, self.exercises) for name in files}
        others = {name: file.path for name, file in files.items() if not self.is_exercise(name)}
        return homework(others, self.exercises - there, self.handout, lambda _: lambda _: [])

    def holds_exercises(self, files: Mapping[str, File]) -> bool:
        return any(map(self.is_exercise, files)) or bool(self.unnamed(files).sources)

    def gather(self, folder: Path) -> Files | None:
        """A student's files, or a problem and None where their folder cannot be read."""
        try:
            files = walk(folder)
        except OSError as error:
            line = say("cannot be read ({error}); not graded", error=error.strerror)
            self.tell_of(f"{clean(folder.name)}/", line, "unread")
            return None
        for name, reason in files.unread.items():
            self.damaged[files.found[name].path] = reason
            self.tell_of(f"{clean(folder.name)}/{clean(name)}", reason, "unread")
        return self.expand(files, folder.name)

    def expand(self, files: Files, whose: str) -> Files:
        """Unpacks the archives among a student's files. whose: for the lines about those that cannot be unpacked; what
        came to us damaged is told already."""
        expand(files, self.work)
        for name, reason in files.packed.items():
            if files.found[name].path not in self.damaged:
                self.tell_of(f"{clean(whose)}/{clean(name)}", reason, "unread")
        return files
