"""What a course hands out to its students: the files in given/, and for each exercise a stub and a title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from grader.errors import CourseError
from grader.submission.naming import mentioned
from grader.submission.outline import of_python, parameters

_HEADING = re.compile(rb"^# # (.+)$", re.M)
_FEW = 3
"""Words that a comment may have beside an exercise's name to be a heading."""


class HandedOut(Protocol):
    @property
    def stub(self) -> bytes: ...

    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class Handout:
    """given: name -> text. exercises: by id."""

    given: Mapping[str, bytes] = field(default_factory=dict)
    exercises: Mapping[str, HandedOut] = field(default_factory=dict)

    @cached_property
    def _stubs(self) -> dict[str, str]:
        found = {}
        for exercise_id, exercise in self.exercises.items():
            try:
                found[exercise_id] = exercise.stub.decode(errors="replace")
            except CourseError:  # told where that exercise is graded
                continue
        return found

    @cached_property
    def asked(self) -> dict[str, frozenset[str]]:
        """Exercise -> the functions and classes that its stub leaves to be written."""
        found = {}
        for exercise_id, stub in self._stubs.items():
            parts = [part for part in of_python(stub) if part.defined]
            open_ones = [part for part in parts if "NotImplementedError" in part.text] or parts
            found[exercise_id] = frozenset(name for part in open_ones for name in part.defined)
        return {exercise_id: names for exercise_id, names in found.items() if names}

    def takes(self, exercise: str, name: str) -> list[str]:
        """The parameters of a function in the stub."""
        return parameters(self._stubs[exercise], name)

    @cached_property
    def _names(self) -> dict[str, str]:
        """Id, title, or first heading of the stub -> exercise. A title of one word may mean something else."""
        found = dict[str, str]()
        for exercise_id, exercise in self.exercises.items():
            try:
                titles = [
                    exercise.title,
                    *(line.decode(errors="replace") for line in _HEADING.findall(exercise.stub)[:1]),
                ]
            except CourseError:
                titles = []
            found |= {title: exercise_id for title in titles if " " in title.strip()} | {exercise_id: exercise_id}
        return found

    def named(self, line: str, comment: bool = False) -> str | None:
        """The one exercise that a heading names."""
        found, others = mentioned(line, tuple(self._names))
        exercises = {self._names[name] for name in found}
        return exercises.pop() if len(exercises) == 1 and not (comment and others > _FEW) else None
