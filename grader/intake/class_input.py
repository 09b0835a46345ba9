"""Who handed what in: what reading a class comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.intake.files import File
from grader.people import Problem, Student


@dataclass(frozen=True)
class StudentSubmission:
    """files: the name the student knows (relative, posix) -> where the file lies. damaged: those of them that came to
    us unreadable -> why."""

    student: Student
    files: dict[str, Path]
    submitted_at: datetime | None
    """UTC. None where nothing but an archive's time stamps says it."""
    late: bool | None
    """What the LMS says; None: it does not say."""
    notes: tuple[str, ...] = ()
    told: bool = True
    """submitted_at is what the LMS says, not when the newest file was changed last (by unpacking or cloning, even)."""
    damaged: dict[str, str] = field(default_factory=dict)
    unmatched: str = ""
    """The student's key without a roster."""


@dataclass(frozen=True)
class ClassInput:
    """layout: the name of the form it was recognised as. absent: in the roster, without a submission. problems:
    what the instructor should know, a line each. unclear: in the roster; something was handed in that may be theirs."""

    layout: str
    hand_ins: list[StudentSubmission]
    absent: list[Student]
    problems: list[Problem]
    unclear: list[Student] = field(default_factory=list)


@dataclass
class RawSubmission:
    """What a layout finds of one student, before the roster says who that is.

    label: the folder or the part of the file names that stands for the student, for messages and for the order.
    """

    label: str
    name: str
    ids: dict[str, str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    submitted_at: datetime | None = None
    late: bool | None = None
    notes: list[str] = field(default_factory=list)
    disputed: bool = False
    """Whose it is, the instructor has been asked: it is matched with nobody."""
