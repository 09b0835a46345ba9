"""A file's name in Canvas's download, `name[_LATE]_user_attachment_file`, and all ways in which it can be read.

A student's name may end with a number, and a file's may begin with one: `bo_9_55_501_hw.zip` is of bo (user 9), or of
somebody called `bo_9` (user 55). Both may be chosen by who wants to be taken for another. So no reading is preferred:
the roster decides, or the instructor is asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from typing import NamedTuple

from grader.intake.roster import Roster

_ONLINE = {"text.html": "text", "link.html": "link"}


class Reading(NamedTuple):
    """user: the number in Canvas; empty for an anonymous student, whose name is `anon_…`. attachment: None for what was
    typed online, whose file is `text` or `link`."""

    name: str
    user: str
    late: bool
    attachment: int | None
    file: str

    @property
    def label(self) -> str:
        return "_".join(filter(None, (self.name, self.user)))


def readings(name: str) -> list[Reading]:
    """The one with the shortest student's name first; empty for a name that is not in Canvas's form."""
    parts = name.split("_")
    found = [reading for at in range(1, len(parts)) if (reading := _reading(parts, at))]
    found += [reading for at in (1, 2) if (reading := _anonymous(parts, at))]
    return [reading for reading in found if _is_canvas_s(reading.name)] or found


def decided(found: Sequence[Reading], roster: Roster | None, certain: Collection[str]) -> Reading | None:
    """The one reading, or the only one that the roster knows. None: the instructor has to be asked.

    Of several users that it knows, the last reading counts if it alone has the right name; an earlier one's name may be
    the beginning of a name that its owner has chosen. certain: users who have handed in something else, for certain.
    They are not known by their name alone.
    """
    if len(found) == 1:
        return found[0]
    ways = {reading: roster.knows(reading.name, reading.user) if roster else "" for reading in found}
    if any(way == "name" and reading.user in certain for reading, way in ways.items() if reading != found[-1]):
        return None
    if "like" in ways.values():
        return None
    known = [reading for reading in found if ways[reading]]
    right = [reading for reading in known if ways[reading] != "id"]
    if len({reading.user for reading in known}) == 1:
        return (right or known)[0]
    return right[0] if right and right == known[-1:] else None


def _reading(parts: list[str], at: int) -> Reading | None:
    """With parts[at] for the user's number."""
    before = parts[:at]
    late = before[-1] == "LATE"
    found = _handed_in(parts[at + 1 :]) if _is_number(parts[at]) else None
    name = "_".join(before[:-1] if late else before)
    return found and found._replace(name=name, user=parts[at], late=found.late or late)


def _anonymous(parts: list[str], at: int) -> Reading | None:
    """With parts[at] for what stands in the place of a name and a number."""
    if parts[:at] not in (["anon"], ["LATE", "anon"]) or not (parts[at : at + 1] and _is_word(parts[at])):
        return None
    found = _handed_in(parts[at + 1 :])
    return found and found._replace(name=f"anon_{parts[at]}", late=found.late or at == 2)


def _handed_in(rest: list[str]) -> Reading | None:
    late = rest[:1] == ["LATE"]
    rest = rest[late:]
    if len(rest) == 1 and rest[0] in _ONLINE:
        return Reading("", "", late, None, _ONLINE[rest[0]])
    file = "_".join(rest[1:])
    return Reading("", "", late, int(rest[0]), file) if file and _is_number(rest[0]) else None


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()


def _is_word(part: str) -> bool:
    return part.isascii() and part.isalnum()


def _is_canvas_s(name: str) -> bool:
    """As Canvas writes names: in lower case, without what is neither a letter nor a number."""
    named = name.startswith("anon_") or name == name.lower()
    return named and all(unicodedata.category(c)[0] in "LMN" or unicodedata.category(c) == "Pc" for c in name)
