"""Files that were handed in for no exercise: the instructor is told, by student where an exercise is missing."""

from __future__ import annotations

from collections.abc import Iterable

from grader.batch.plan import PlannedSubmission
from grader.intake.names import clean
from grader.message import Message, say
from grader.people import Problem
from grader.submission.naming import exercise_of

SHOWN, MOST = 10, 100_000
"""Files that are named in one line; files that are remembered."""


class LeftOut:
    """exercises: those that are graded. course: all of the course's."""

    def __init__(self, exercises: Iterable[str], course: Iterable[str]) -> None:
        self._exercises, self._course = list(exercises), list(course)
        self._needed: dict[str, tuple[list[str], list[str]]] = {}
        self._others: list[str] = []

    def add(self, planned: PlannedSubmission) -> None:
        """Who has no file for any exercise is told of already."""
        if not planned.task.sources:
            return
        student = planned.hand_in.student.key
        files = [name for name in planned.task.ignored if not exercise_of(name, self._course)]
        missing = [i for i in self._exercises if i not in planned.task.sources]
        if files and missing:
            self._needed[student] = (files, missing)
        elif len(self._others) < MOST:
            self._others += [f"{student}/{name}" for name in files]

    def told(self, problems: list[Problem]) -> list[Problem]:
        """A line for each student who lacks an exercise, one for all others. problems: what is told already."""
        asked = {str(_file(problem)) for problem in problems if problem.kind == "name"}
        lines = [
            self._of_one(student, rest, missing)
            for student, (files, missing) in self._needed.items()
            if (rest := [name for name in files if name not in asked])
        ]
        if self._others:
            line = say(
                "not graded, because no exercise has such a name and none imports them: {files}",
                files=_some(self._others),
            )
            lines.append(Problem(line))
        return lines

    def _of_one(self, student: str, files: list[str], missing: list[str]) -> Problem:
        line = say(
            "not graded, because no exercise has such a name: {files}; there is no file for {missing}",
            files=_some(files),
            missing=_some(missing),
        )
        return Problem(say("{about}: {line}", about=student, line=line))


def _some(names: list[str]) -> str:
    return clean(", ".join(names[:SHOWN]), 1_000) + (f", … ({len(names)})" if names[SHOWN:] else "")


def _file(problem: Problem) -> object:
    """The file that a question is about."""
    line = problem.line.values.get("line") if isinstance(problem.line, Message) else None
    return line.values.get("file") if isinstance(line, Message) else None
