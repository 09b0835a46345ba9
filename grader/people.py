"""Students, and what an instructor should know of how their work came in."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, field
from typing import Literal

ID_KINDS = ("canvas", "moodle", "gradescope", "github", "email", "sid", "login")


@dataclass(frozen=True)
class Student:
    """key: names the student's folder under reports/, unique in the class, safe as a path. name: for people.
    ids: what other systems call them: canvas, moodle (participant number), gradescope, github, email, sid, login.
    extra: the roster's other columns, as they are. section: the group that they are taught in, where that is known."""

    key: str
    name: str
    ids: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)
    section: str = ""


Kind = Literal["name", "unread", "roster", "other"]


class Problem(str):
    """A line for the instructor. kind: whether it asks about a file's name, tells what could not be read, who belongs
    to whom, or something else about how the work came. line: the same, as a message where it is one."""

    kind: Kind
    line: str

    def __new__(cls, line: str, kind: Kind = "other") -> Problem:
        problem = super().__new__(cls, line)
        problem.kind, problem.line = kind, line
        return problem


def login() -> str:
    """The name of whoever is at the keyboard."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "student"
