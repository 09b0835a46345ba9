"""How people and files are called: as text that can be shown, as names of folders, and when two names are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from grader.text import are_plain, file_name, one_line

_KEY_IDS = ("login", "github", "email")
"""Those that name a person by themselves; the others are numbers and stand behind the name."""

_TAKEN = re.compile(
    r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)|gradebook|.*\.(csv|db|html?|json|jsonl|lock|log|md|sqlite|xml|zip)$",
    re.I | re.S,
)
"""What Windows keeps for itself, and what the grader writes beside the students' folders."""

_EAST_ASIAN = re.compile(r"[가-힣ぁ-ヿ㐀-䶿一-鿿豈-﫿々\U00020000-\U0003ffff]")


_BETWEEN = re.compile(r"[\W_]+")
"""What is neither a letter nor a digit."""


def clean(name: str, length: int = 200) -> str:
    """A person's or a file's name in NFC on one line, whatever bytes it came as."""
    if name.isascii():
        return one_line(name, length)
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return one_line(unicodedata.normalize("NFC", text), length)


def clean_cells(cells: list[str], length: int) -> list[str]:
    """Each `clean`; the same list where that changes nothing."""
    return cells if are_plain(cells, length) else [clean(cell, length) for cell in cells]


def base_key(name: str, ids: dict[str, str]) -> str:
    """A folder's name for a person: their login where there is one, else the name and the number that an LMS gave it,
    so that who else is in the class does not change it."""
    known = next((ids[kind] for kind in _KEY_IDS if ids.get(kind)), None)
    number = next((ids[kind] for kind in ("canvas", "moodle", "gradescope", "sid") if ids.get(kind)), None)
    key = file_name(known or "_".join(filter(None, (name, number))))
    if not key.isascii():
        key = key.encode()[:200].decode(errors="ignore").rstrip(" .") or "student"
    return f"_{key}" if _TAKEN.match(key) else key


def unique_keys(bases: Iterable[str]) -> list[str]:
    """The keys in their order; one that a disk without upper and lower case would confuse with an earlier gets -2."""
    keys: list[str] = []
    numbers: dict[str, int] = {}
    for base in bases:
        number = numbers.get(folded(base), 0) + 1
        while number > 1 and folded(f"{base}-{number}") in numbers:
            number += 1
        key = base if number == 1 else f"{base}-{number}"
        numbers[folded(base)] = number
        numbers.setdefault(folded(key), 1)
        keys.append(key)
    return keys


def folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def plain(name: str) -> str:
    """The letters and digits of a name, all small: what Canvas makes of it."""
    return _BETWEEN.sub("", name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold())


def bare(name: str) -> str:
    """`plain` without accents."""
    text = plain(name)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def letters(name: str) -> str:
    """The letters and digits in the order of the alphabet: the same for all `spellings` of a name, and of `plain`."""
    return "".join(sorted(name if name.isascii() and name.isalnum() and name.islower() else bare(name)))


def whole_name(first: str, last: str) -> str:
    """The family name first where the script says so: 김민수, 王小明, 山田 タロウ."""
    both = last + first
    if not (first and last and all(map(_EAST_ASIAN.match, both.replace(" ", "")))):
        return " ".join(filter(None, (first, last)))
    return f"{last} {first}" if re.search("[ぁ-ヿ]", both) else both


def spellings(name: str) -> set[str]:
    """`plain` of the name as it may be written elsewhere: the last name first, and without accents."""
    words = [plain(word) for word in re.split(r"[\s,]+", name.strip())]
    turned = {"".join(words[i:] + words[:i]) for i in range(len(words))}
    return (turned | {bare(spelling) for spelling in turned}) - {""}
