"""Who handed what in, and the names of their folders under reports/."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from grader.intake.files import File
from grader.text import file_name, one_line

ID_KINDS = ("canvas", "moodle", "gradescope", "github", "email", "sid", "login")
_KEY_IDS = ("login", "github", "email")
"""Those that name a person by themselves; the others are numbers and stand behind the name."""

_TAKEN = re.compile(
    r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)|gradebook|.*\.(csv|db|html?|json|jsonl|lock|log|md|sqlite|xml|zip)$",
    re.I | re.S,
)
"""What Windows keeps for itself, and what the grader writes beside the students' folders."""


@dataclass(frozen=True)
class Student:
    """key: names the student's folder under reports/, unique in the class, safe as a path. name: for people.
    ids: what other systems call them: canvas, moodle (participant number), gradescope, github, email, sid, login.
    extra: the roster's other columns, as they are."""

    key: str
    name: str
    ids: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)


Kind = Literal["name", "unread", "roster", "other"]


class Problem(str):
    """A line for the instructor. kind: whether it asks about a file's name, tells what could not be read, who belongs
    to whom, or something else about how the work came."""

    kind: Kind

    def __new__(cls, line: str, kind: Kind = "other") -> Problem:
        problem = super().__new__(cls, line)
        problem.kind = kind
        return problem


@dataclass(frozen=True)
class HandIn:
    """files: the name the student knows (relative, posix) -> where the file lies. damaged: those of them that came to
    us unreadable -> why."""

    student: Student
    files: dict[str, Path]
    submitted_at: datetime | None
    """UTC."""
    late: bool | None
    """What the LMS says; None: it does not say."""
    notes: tuple[str, ...] = ()
    told: bool = True
    """submitted_at is what the LMS says, not when the newest file was changed last (by unpacking or cloning, even)."""
    damaged: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClassInput:
    """layout: the name of the form it was recognised as. absent: in the roster, without a submission. problems:
    what the instructor should know, a line each."""

    layout: str
    hand_ins: list[HandIn]
    absent: list[Student]
    problems: list[Problem]


@dataclass
class Found:
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


def clean(name: str, length: int = 200) -> str:
    """A person's or a file's name in NFC on one line, whatever bytes it came as."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return one_line(unicodedata.normalize("NFC", text), length)


def base_key(name: str, ids: dict[str, str]) -> str:
    """A folder's name for a person: their login where there is one, else the name and the number that an LMS gave it,
    so that who else is in the class does not change it."""
    known = next((ids[kind] for kind in _KEY_IDS if ids.get(kind)), None)
    number = next((ids[kind] for kind in ("canvas", "moodle", "gradescope", "sid") if ids.get(kind)), None)
    key = file_name(known or "_".join(filter(None, (name, number))))
    key = key.encode()[:200].decode(errors="ignore").rstrip(" .") or "student"
    return f"_{key}" if _TAKEN.match(key) else key


def unique_keys(bases: Iterable[str]) -> list[str]:
    """The keys in their order; one that a disk without upper and lower case would confuse with an earlier gets -2."""
    keys: list[str] = []
    taken: set[str] = set()
    for base in bases:
        key, number = base, 1
        while folded(key) in taken:
            number += 1
            key = f"{base}-{number}"
        taken.add(folded(key))
        keys.append(key)
    return keys


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def utc(timestamp: float) -> datetime | None:
    """None for one that no calendar has."""
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (ValueError, OverflowError, OSError):
        return None
