"""Which exercise a file is for, by its name.

The rule is the table in docs/students.md: the exercise's words stand together somewhere in the name, in any case and
with any separators. A name that fits two exercises is a question.
"""

from __future__ import annotations

import difflib
import functools
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

SUFFIXES = (".py", ".ipynb")
_WORD = re.compile(r"(?P<copy>\(\d+\))|(?P<text>[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+)")
_LONGEST, _MOST_WORDS = 300, 8
"""Characters of a name that is looked at; words of one that is compared with names that are nearly so."""
_BESIDE = frozenset(("test", "tests", "helper", "helpers", "util", "utils", "plot", "plots"))
"""Words of files that lie beside an answer."""


class _Word(NamedTuple):
    """glued: nothing separates it from the word before."""

    text: str
    glued: bool


class _Place(NamedTuple):
    """Words that are an exercise's name."""

    start: int
    end: int
    exercise: str


def exercise_of(name: str, ids: Collection[str]) -> str | None:
    """The exercise that a file is for; None where its name fits none, or several."""
    found = fitting(name, ids)
    return found[0] if len(found) == 1 else None


def fitting(name: str, ids: Iterable[str]) -> tuple[str, ...]:
    """All exercises that a file's name fits, in the order of `ids`."""
    return _fitting(name.rpartition("/")[2], tuple(ids))


@functools.lru_cache(16_384)  # more than a hand-in may have files, which are gone through several times
def _fitting(file: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    stem, suffix = os.path.splitext(file)
    if suffix.lower() not in SUFFIXES or len(stem) > _LONGEST:
        return ()
    if stem in ids:
        return (stem,)
    if same := _all_plain(ids).get(_plain(stem)):
        return tuple(same)
    words = _words(stem)
    places = _places(words, ids)
    named = {at for place in places for at in range(place.start, place.end)}
    if any(word.text in _BESIDE for at, word in enumerate(words) if at not in named):
        return ()
    return tuple(exercise for exercise in ids if any(exercise == place.exercise for place in places))


@functools.lru_cache(16)
def _all_plain(ids: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for exercise in ids:
        found.setdefault(_plain(exercise), []).append(exercise)
    return found


def _plain(stem: str) -> str:
    return re.sub(r"[\s-]", "_", unicodedata.normalize("NFKC", stem).lower().strip())


def _words(stem: str) -> list[_Word]:
    """Split at separators, between a letter and a digit, at capitals, and where the script changes. The number of a
    copy, `(1)`, belongs to no exercise's name."""
    found, end = list[_Word](), -1
    for match in _WORD.finditer(unicodedata.normalize("NFKC", stem)):
        found.append(_Word(match[0].lower(), match.start() == end))
        end = match.end()
    return found


def _joined(words: Iterable[_Word]) -> str:
    """Without separators, but for those between two numbers."""
    return functools.reduce(_longer, words, "")


def _longer(text: str, word: _Word) -> str:
    return text + "_" * (text[-1:].isdigit() and word.text.isdigit()) + word.text


@functools.lru_cache(16)
def _known(ids: tuple[str, ...]) -> tuple[dict[str, list[str]], frozenset[str], int]:
    """Joined name -> exercises; all that such a name begins with; words that are put together: those of the longest,
    and some more for `ResNet`."""
    known: dict[str, list[str]] = {}
    for exercise in ids:
        known.setdefault(_joined(_words(exercise)), []).append(exercise)
    beginnings = frozenset(name[:end] for name in known for end in range(1, len(name) + 1))
    return known, beginnings, max((len(_words(exercise)) for exercise in ids), default=0) + 3


def _places(words: list[_Word], ids: tuple[str, ...]) -> list[_Place]:
    """Where exercises are named; not those that are part of a longer name."""
    known, beginnings, longest = _known(ids)
    found = list[_Place]()
    for start in range(len(words)):
        text = ""
        for end, word in enumerate(words[start : start + longest], start + 1):
            text = _longer(text, word)
            if text not in beginnings:
                break
            found += [_Place(start, end, exercise) for exercise in known.get(text, ())]
    return [place for place in found if not any(_swallows(longer, place, words) for longer in found)]


def _swallows(longer: _Place, place: _Place, words: list[_Word]) -> bool:
    """Not so where only a number of its own follows: `fit_2` may be the second `fit` or the exercise `fit2`."""
    if longer[:2] == place[:2] or not longer.start <= place.start <= place.end <= longer.end:
        return False
    rest = words[place.end : longer.end]
    return longer.start < place.start or not all(word.text.isdigit() and not word.glued for word in rest)


def mentioned(line: str, names: tuple[str, ...]) -> tuple[set[str], int]:
    """Which of these names stand in a line of text, as an exercise's may in a file's name, and how many other words."""
    words = _words(line[:_LONGEST])
    places = _places(words, names)
    inside = {at for place in places for at in range(place.start, place.end)}
    return {place.exercise for place in places}, len(words) - len(inside)


def is_exact(name: str, exercise: str) -> bool:
    stem, suffix = os.path.splitext(name.rpartition("/")[2])
    return stem == exercise and suffix in SUFFIXES


def copy_number(name: str, exercise: str) -> int:
    """The last number behind the exercise's name, as of a copy or a version; 0 where there is none."""
    return _copy_number(name.rpartition("/")[2], exercise)


@functools.lru_cache(16_384)
def _copy_number(file: str, exercise: str) -> int:
    words = _words(os.path.splitext(file)[0][:_LONGEST])
    end = max((place.end for place in _places(words, (exercise,))), default=0)
    numbers = [word.text.strip("()")[-9:] for word in words[end:] if word.text.strip("()").isdecimal()]
    return int(numbers[-1]) if numbers else 0


def ranked(names: Iterable[str], ids: Iterable[str], modified: Callable[[str], float]) -> dict[str, list[str]]:
    """exercise -> the names that could be its file, the one that counts first: called exactly so, of those the
    shallowest, of those the newest, of those the one with the highest number."""
    ids = list(ids)
    found: dict[str, list[str]] = {exercise: [] for exercise in ids}
    for name in sorted(names):
        if exercise := exercise_of(name, ids):
            found[exercise].append(name)
    for exercise, candidates in found.items():
        if len(candidates) > 1:
            candidates.sort(key=lambda name: _rank(name, exercise, modified(name)))
    return {exercise: candidates for exercise, candidates in found.items() if candidates}


def _rank(name: str, exercise: str, modified: float) -> tuple[bool, int, float, int]:
    return not is_exact(name, exercise), name.count("/"), -modified, -copy_number(name, exercise)


def meant(name: str, ids: Iterable[str]) -> str | None:
    """An exercise that a file may be for, to ask about: one that its name fits, or is a slip or two away from."""
    ids, file = tuple(ids), re.sub(r"\.txt$", "", name.rpartition("/")[2], flags=re.I)
    if found := fitting(file, ids):
        return found[0]
    stem, suffix = os.path.splitext(file)
    if suffix.lower() not in SUFFIXES or len(stem) > _LONGEST:
        return None
    words, known = _words(stem), _known(ids)[0]
    near = difflib.get_close_matches(_joined(words), known, 1, 0.8)
    for start in range(len(words) if len(words) <= _MOST_WORDS else 0):
        for end in range(start + 1, len(words) + 1):
            near = near or difflib.get_close_matches(_joined(words[start:end]), known, 1, 0.85)
    return known[near[0]][0] if near else None


def right_name(name: str, exercise: str) -> str:
    """The same file's name as it should be."""
    if is_exact(name, exercise):
        return name
    folder, slash, file = name.rpartition("/")
    return folder + slash + exercise + os.path.splitext(file)[1].lower()
