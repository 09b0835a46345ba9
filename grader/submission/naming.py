"""Which exercise a file is for, by its name."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Collection, Iterable

SUFFIXES = (".py", ".ipynb")
_COPY = re.compile(r"(?:\)\d+\(\s*|(?:\d+\s)?ypoc[\s_-]+)+")
"""What browsers and file managers add to the (lower-case) name of a second one, read from its end: so a long name costs
its length, and not its square."""


def exercise_of(name: str, ids: Collection[str]) -> str | None:
    """The exercise that a file is for, by its name: in any case, as a copy (` (1)`), with spaces or hyphens for _."""
    stem, suffix = os.path.splitext(name.rpartition("/")[2])
    if suffix in SUFFIXES and stem in ids:
        return stem
    plain = _plain_name(name)
    return _by_plain_name(ids).get(plain) if plain else None


def _by_plain_name(ids: Iterable[str]) -> dict[str, str]:
    return {exercise.lower().replace("-", "_"): exercise for exercise in ids}


def _plain_name(name: str) -> str:
    """What the name of an exercise's file comes down to; empty for one that is not a source."""
    stem, suffix = os.path.splitext(name.rpartition("/")[2].lower())
    if suffix not in SUFFIXES:
        return ""
    copied = _COPY.match(stem[::-1])
    return re.sub(r"[\s-]", "_", stem[: len(stem) - (copied.end() if copied else 0)].strip())


def is_exact(name: str, exercise: str) -> bool:
    stem, suffix = os.path.splitext(name.rpartition("/")[2])
    return stem == exercise and suffix in SUFFIXES


def ranked(names: Iterable[str], ids: Iterable[str], modified: Callable[[str], float]) -> dict[str, list[str]]:
    """exercise -> the names that could be its file, the one that counts first: called exactly so, of those the
    shallowest, of those the newest."""
    ids = list(ids)
    found: dict[str, list[str]] = {exercise: [] for exercise in ids}
    for name in sorted(names):
        if exercise := exercise_of(name, ids):
            found[exercise].append(name)
    for exercise, candidates in found.items():
        if len(candidates) > 1:
            candidates.sort(key=lambda name: (not is_exact(name, exercise), name.count("/"), -modified(name)))
    return {exercise: candidates for exercise, candidates in found.items() if candidates}


def meant(name: str, ids: Iterable[str]) -> str | None:
    """The exercise that a file seems to be for: what `exercise_of` says, or a slip or two away from it."""
    known = _by_plain_name(ids)
    stem = _plain_name(name.lower().removesuffix(".txt"))
    near = difflib.get_close_matches(stem, known, 1, 0.8) if stem else []
    return known[near[0]] if near else None


def right_name(name: str, exercise: str) -> str:
    """The same file's name as it should be."""
    if is_exact(name, exercise):
        return name
    folder, slash, file = name.rpartition("/")
    return folder + slash + exercise + os.path.splitext(file)[1].lower()
