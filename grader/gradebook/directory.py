"""Who somebody means by a key, an id or a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from grader.message import say
from grader.people import Student
from grader.text import one_line


class StudentDirectory:
    def __init__(self, students: Iterable[Student]) -> None:
        self.by_key = {student.key: student for student in students}
        self._called: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, set[str]] = defaultdict(set)
        """Number without the zeros at its front -> the ids that are it."""
        for key, student in self.by_key.items():
            for text in (*_full_names(student.name), *student.ids.values()):
                self._called[text.casefold()].add(key)
            for text in (key, *student.ids.values()):
                if text.isdecimal():
                    self._numbers[text.lstrip("0")].add(text)

    def meant(self, text: str) -> list[Student]:
        """The one with that key; else all who have that for an id or a name."""
        text = re.sub(r"^'(?=[=+\-@\t])", "", text)  # our exports put it before what would be a formula
        if text in self.by_key:
            return [self.by_key[text]]
        return [self.by_key[key] for key in sorted(self._called.get(text.casefold(), ()))]

    def doubt(self, text: str) -> str:
        """What may have become of an id that no one has, as a question; empty where nothing is like it."""
        if re.fullmatch(r"\d+[.,]?\d*E\+?\d+", text, re.IGNORECASE):
            return say("a spreadsheet has shortened it: format the column as text and write the whole number")
        number = re.fullmatch(r"(\d+)(?:[.,]0+)?", text)
        ids = sorted(self._numbers.get(number[1].lstrip("0"), ())) if number else []
        if not ids:
            return ""
        meant = " / ".join(one_line(each, 40) for each in ids[:3])
        return say("is it {id}, changed by a spreadsheet? Format the column as text and write {id}", id=meant)


def _full_names(name: str) -> list[str]:
    """With "Ada Lovelace" where a roster has her as "Lovelace, Ada"."""
    last, comma, first = name.partition(", ")
    return [name, f"{first} {last}"] if comma else [name]
