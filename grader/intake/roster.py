"""The class list, and who of it a hand-in belongs to."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from grader.intake.class_input import RawSubmission
from grader.intake.names import bare, folded, letters, plain, spellings
from grader.message import say
from grader.people import ID_KINDS


@dataclass(frozen=True)
class Person:
    name: str
    ids: dict[str, str]
    extra: dict[str, str]
    section: str = ""


@dataclass
class Roster:
    people: list[Person] = field(default_factory=list)
    _by_id: dict[tuple[str, str], int] = field(default_factory=dict)
    _by_mailbox: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _called: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By the name as it stands in the roster, `plain`."""
    _kinds: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    """By the same, of names that several people have: the kinds of ids that those people have."""

    def add(self, person: Person) -> str:
        """Takes them in, or says who is there already; two people of one name are told apart by an id."""
        ids = [(kind, folded(value)) for kind, value in person.ids.items()]
        for kind, value in ids:
            if (other := self._by_id.get((kind, value))) is not None:
                owner = self.people[other].name or say("another")
                twice = say(
                    "{kind} {id} also belongs to {owner}; the first one counts",
                    kind=kind,
                    id=person.ids[kind],
                    owner=owner,
                )
                return say("{about}: {line}", about=person.name or person.ids[kind], line=twice)
        name, line = plain(person.name), ""
        if any(not kinds & person.ids.keys() for kinds in self._kinds_of(name)):
            return say("{about}: {line}", about=person.name, line=say("is there twice; the first row counts"))
        if len(self._called.get(name, ())) == 1:
            called_so = say("two people have this name; only their ids tell them apart")
            line = say("{about}: {line}", about=person.name, line=called_so)
        self._put(person, name, ids)
        return line

    def _kinds_of(self, name: str) -> set[frozenset[str]]:
        """The kinds of ids that people of this name have."""
        if name in self._called and name not in self._kinds:
            self._kinds[name] = {frozenset(self.people[index].ids) for index in self._called[name]}
        return self._kinds.get(name, set())

    def _put(self, person: Person, name: str, ids: list[tuple[str, str]]) -> None:
        """name, ids: as they are looked up."""
        index = len(self.people)
        self.people.append(person)
        for each in ids:
            self._by_id[each] = index
        if email := person.ids.get("email"):
            self._by_mailbox[folded(email).partition("@")[0]].append(index)
        if name:
            self._called[name].append(index)
            if name in self._kinds:
                self._kinds[name].add(frozenset(person.ids))

    def match(self, found: RawSubmission) -> int | None:
        """Whose hand-in it is: by an id that both know, by a name that one has, by a folder called like an id."""
        for kind, value in found.ids.items():
            index = self._by_id.get((kind, folded(value)))
            if index is not None and (kind != "moodle" or self._may_be(found, index)):
                return index
        by_name = self._named(found.name)
        if by_name is not None and self._is_another(found, by_name):
            by_name = None
        by_lms = found.ids.keys() - {"github"}
        return by_name if by_name is not None or by_lms else self._by_folder(found.name)

    def _is_another(self, found: RawSubmission, index: int) -> bool:
        """Canvas knows two people of one name by their numbers, the same ones all year."""
        number = self.people[index].ids.get("canvas", "")
        return folded(found.ids.get("canvas", number)) != folded(number) != ""

    def knows(self, name: str, canvas: str) -> Literal["both", "id", "name", "like", ""]:
        """Whether there is somebody of that name and number in Canvas, or of that number with another name. By the name
        alone only whose number is not there."""
        index = self._by_id.get(("canvas", folded(canvas)))
        if index is not None:
            person = self.people[index]
            return "both" if not person.name or plain(name) in {plain(person.name), *spellings(person.name)} else "id"
        index = self._named(name)
        if index is None or "canvas" in self.people[index].ids:
            return ""
        return "name" if name.count("_") == self.people[index].name.count("_") else "like"

    def _may_be(self, found: RawSubmission, index: int) -> bool:
        """Moodle numbers groups as it does participants: the name has to agree where both have one."""
        name = self.people[index].name
        return not name or found.name.startswith("Participant ") or plain(found.name) in spellings(name)

    def owner(self, found: RawSubmission) -> str:
        """Who has its number of Moodle's, where that is somebody of another name."""
        index = self._by_id.get(("moodle", folded(found.ids.get("moodle", ""))))
        return "" if index is None or self._may_be(found, index) else self.people[index].name

    def has(self, name: str) -> bool:
        """Whether there is somebody of that name or, as a folder may be called, of that id."""
        return bool(self._all_named(name)) or self._by_folder(name) is not None

    def namesakes(self, found: RawSubmission) -> list[int]:
        """Those of whom it may be any, where only the name says whose it is and several people have it."""
        people = [index for index in self._all_named(found.name) if not self._is_another(found, index)]
        return people if len(people) > 1 else []

    def _named(self, name: str) -> int | None:
        people = self._all_named(name)
        return people[0] if len(people) == 1 else None

    def _all_named(self, name: str) -> list[int]:
        if exact := self._called.get(plain(name)):
            return exact
        alike = [(index, spellings(self.people[index].name)) for index in self._by_letters.get(letters(name), ())]
        called = ([index for index, spelled in alike if form in spelled] for form in (plain(name), bare(name)))
        return next(filter(None, called), [])

    @functools.cached_property
    def _by_letters(self) -> dict[str, list[int]]:
        """Made when a name is looked for that is in no line, after everybody has been added. Spelling all names in all
        ways would take longer than anything else that is done with a roster."""
        found: dict[str, list[int]] = {}
        for name, people in self._called.items():
            found.setdefault(letters(name), []).extend(people)
        return found

    def _by_folder(self, name: str) -> int | None:
        """A folder may be named by any id, or by a name and an id: `Kim 20231234`, `20231234_kim`."""
        hits = self._hits(name) or set().union(*map(self._hits, _words(name)))
        return next(iter(hits)) if len(hits) == 1 else None

    def but_for_zeros(self, found: RawSubmission) -> tuple[int, str, str] | None:
        """Who has the number of the folder's name but for zeros at the front of one of them, which a spreadsheet may
        have taken away: their line, their id, the folder's. It may be another person's."""
        if found.ids.keys() - {"github"}:
            return None
        words = [word for word in (found.name, *_words(found.name)) if word.isdecimal()]
        hits = {(index, id): word for word in words for index, id in self._by_number.get(word.lstrip("0"), ())}
        if len({index for index, _ in hits}) != 1:
            return None
        (index, id), word = next(iter(hits.items()))
        return index, id, word

    @functools.cached_property
    def _by_number(self) -> dict[str, list[tuple[int, str]]]:
        """Without the zeros at its front -> whose it is, and how it is written. Made after everybody has been added."""
        found: dict[str, list[tuple[int, str]]] = {}
        for (_kind, value), index in self._by_id.items():
            if value.isdecimal():
                found.setdefault(value.lstrip("0"), []).append((index, value))
        return found

    def _hits(self, name: str) -> set[int]:
        """Who has it for an id; the part of an address before the @ is one too."""
        hits = {self._by_id[kind, folded(name)] for kind in ID_KINDS if (kind, folded(name)) in self._by_id}
        return hits or {*self._by_mailbox.get(folded(name), ())}

    @property
    def github(self) -> frozenset[str]:
        return frozenset(value for kind, value in self._by_id if kind == "github")


def _words(name: str) -> list[str]:
    """Those in it that may be an id."""
    return [word for word in re.split(r"[\s_,;()-]+", name) if len(word) >= 4 and any(c.isdigit() for c in word)]
