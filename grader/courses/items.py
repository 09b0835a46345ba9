"""What people grade beside the checks: course.toml's `[[exercise.item]]`, and the comments that they give again and
again, comments.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from grader.errors import CourseError, reason
from grader.text import one_line

Kind = Literal["points", "deduction", "bonus", "choice"]
COMMENTS = "comments.toml"
TEXTS = (".md", ".txt")
"""How the name of a file ends that is an answer."""


@dataclass(frozen=True)
class Item:
    """points: the most that it gives, or takes where it is a deduction. choices: of a choice, what each is worth.
    answer: what the student writes for it: a file (`why.md`), or a heading in the exercise's notebook (`# Why`)."""

    id: str
    title: str
    points: float
    kind: Kind = "points"
    choices: Mapping[str, float] = field(default_factory=dict)
    answer: str = ""

    def is_answer(self, file: str) -> bool:
        """Whether a file of this name, in whatever folder, is what the student writes for it."""
        return self.answer.endswith(TEXTS) and file.rpartition("/")[2].casefold() == self.answer.casefold()

    @property
    def worth(self) -> float:
        """What it adds to the exercise's points: a bonus is beyond them."""
        return self.points if self.kind in ("points", "choice") else 0.0

    @property
    def is_needed(self) -> bool:
        """Whether there is no score before it is answered; a deduction or a bonus is none until then."""
        return self.kind in ("points", "choice")

    def counted(self, score: float) -> float:
        """What it adds to the score."""
        return -score if self.kind == "deduction" else score


def comments(root: Path) -> dict[str, str]:
    """Key -> text, of the course's comments.toml; none where there is no such file. Raises CourseError."""
    path = root / COMMENTS
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CourseError("{path}: {reason}", path=path, reason=reason(error)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise CourseError(
            '{path}: this is not TOML in UTF-8 ({error}); a line is key = "text"',
            path=path,
            error=one_line(str(error), 100),
        ) from None
    for key, text in found.items():
        if not isinstance(text, str) or key.split() != [key]:
            raise CourseError(
                '{path}: {key}: a line is key = "text", and a key has no blanks', path=path, key=one_line(key, 60)
            )
    return found
