"""Marks: what somebody gave for items, as a table that `grade marks export` made and a spreadsheet may have saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from grader.courses.course import Course
from grader.courses.items import Item
from grader.gradebook import GivenMark
from grader.gradebook.standing import NONE, Decisions
from grader.message import say
from grader.tables import reading
from grader.tables.reading import Row
from grader.text import number, one_line

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("번호",),
    "exercise": ("문제", "과제"),
    "item": ("항목",),
    "score": ("점수",),
    "comments": ("comment keys",),
    "comment": ("note", "의견"),
    "mark": (),
}


class Marks:
    """What several files give: each row is one student and item, in whichever file it stands.

    numbers: the gradebook's, number -> student key and exercise. there: what was decided so far. places: student,
    exercise and item -> file and row.
    """

    def __init__(self, course: Course, numbers: Mapping[int, tuple[str, str]], there: Mapping[str, Decisions]) -> None:
        self.course, self._numbers, self._there = course, numbers, there
        self.given: dict[tuple[str, str, str], GivenMark] = {}
        self.places: dict[tuple[str, str, str], str] = {}
        self.blind = {about: each for each, about in numbers.items()}

    def read(self, path: Path, problems: list[str]) -> int:
        """How many rows are graded in there. Raises UsageError, which names the row."""
        table = reading.rows(path, _COLUMNS, problems, about_people=False)
        return sum(reading.decided(path, table, lambda row: self._take(path, row, problems)))

    def _take(self, path: Path, row: Row, problems: list[str]) -> bool:
        student, item = self._about(row)
        score, key = row.cells.get("score", ""), (student, row.cells["exercise"], item.id)
        keys, comment = self._comments(row)
        if not score:
            if keys or comment:
                raise ValueError(say("it has a comment and no score; give both, or neither"))
            return False
        value, choice = _score(item, score)
        now = GivenMark(*key, value, choice, keys, comment, _seen(row.cells.get("mark", "")))
        place = self.places.get(key)
        if place is None:
            self.given[key], self.places[key] = now, f"{path}, row {row.number}"
            return True
        if self.given[key] != now:
            raise ValueError(
                say("the same item of the same student has something else in {place}; keep one of them", place=place)
            )
        line = say("{path}, row {number}: the same as {place}", path=str(path), number=row.number, place=place)
        problems.append(line)
        return False

    def _about(self, row: Row) -> tuple[str, Item]:
        text, exercise = row.cells.get("number", ""), row.cells.get("exercise", "")
        found = re.fullmatch(r"(\d{1,9})(?:[.,]0+)?", text)
        if found is None or int(found[1]) not in self._numbers:
            raise ValueError(
                say("the number {number} is not one that `grade marks export` gave", number=repr(one_line(text, 40)))
            )
        student, meant = self._numbers[int(found[1])]
        if exercise != meant or exercise not in self.course.exercises:
            raise ValueError(
                say("{number} is not a number of the exercise {name}", number=text, name=repr(one_line(exercise, 60)))
            )
        items = {item.id: item for item in self.course.exercises[exercise].items}
        wanted = row.cells.get("item", "")
        if wanted not in items:
            there = ", ".join(items) or "none"
            raise ValueError(
                say(
                    "{exercise} has no item {name} (any more); there are {names}",
                    exercise=exercise,
                    name=repr(one_line(wanted, 60)),
                    names=there,
                )
            )
        return student, items[wanted]

    def _comments(self, row: Row) -> tuple[tuple[str, ...], str]:
        keys = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", row.cells.get("comments", ""))))
        for key in keys:
            if key not in self.course.comments:
                there = ", ".join(list(self.course.comments)[:20]) or "none"
                raise ValueError(
                    say(
                        "comments.toml has no comment {name}; there are {names}",
                        name=repr(one_line(key, 60)),
                        names=there,
                    )
                )
        return keys, re.sub(r"^'(?=[=+\-@])", "", row.cells.get("comment", ""))

    def shown(self, given: GivenMark) -> str:
        """One that is in conflict: where it stands, what it gives, and what is in the gradebook."""
        key = (given.student, given.exercise, given.item)
        mark = self._there.get(given.student, NONE).marks.get((given.exercise, given.item))
        now = "withdrawn" if mark is None else f"{mark.choice or number(mark.score)} by {one_line(mark.by, 60)}"
        about = f"{self.blind[given.student, given.exercise]}, {given.exercise}, {given.item}"
        return f"{self.places[key]}: {about}: {given.choice or number(given.score or 0)} here, {now} in the gradebook"


def _score(item: Item, text: str) -> tuple[float, str | None]:
    if item.kind == "choice":
        if text not in item.choices:
            raise ValueError(
                say(
                    "{item}: {text} is not one of {names}",
                    item=item.id,
                    text=repr(one_line(text, 60)),
                    names=", ".join(item.choices),
                )
            )
        return item.choices[text], text
    if not re.fullmatch(r"\d{1,7}(?:[.,]\d{1,6})?", text):
        raise ValueError(
            say(
                "{item}: {text} is not a score; it is 0 to {most}",
                item=item.id,
                text=repr(one_line(text, 60)),
                most=number(item.points),
            )
        )
    score = float(text.replace(",", "."))
    if score > item.points:
        raise ValueError(
            say(
                "{item}: {score} is out of range; it is 0 to {most}",
                item=item.id,
                score=number(score),
                most=number(item.points),
            )
        )
    return score, None


def _seen(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,12})(?:[.,]0+)?", text)
    if text and found is None:
        raise ValueError(say("the cell mark holds {text}; leave it as it was exported", text=repr(one_line(text, 40))))
    return int(found[1]) if found else None
