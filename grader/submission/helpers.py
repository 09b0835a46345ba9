"""The student's own files that an exercise's file imports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path

from grader.message import message_of, say
from grader.submission.encoding import refused
from grader.submission.opening import listed
from grader.submission.reading import MAX_FILE, Unreadable, read

MAX_HELPERS, MAX_OF_HELPERS = 40, 4 * 2**20
"""How many, and their bytes together."""
MAX_WORDS = 1000
"""Words beside an `import` in one file that are looked for on the disk."""
_KEPT = 2**18
"""Bytes of a file whose words are kept."""

Beside = Callable[[str], list[tuple[str, Path]]]
"""The Python files that an `import` of that word may mean: (name relative to the importing file's folder, where)."""


def imported(path: Path, text: bytes, beside: Beside) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The Python files beside an exercise, and in folders beside it, that it seems to import, or that those do; and
    what was passed over of them, in words.

    A line with `import` on it names its words; more than is imported does no harm. Raises Unreadable for one that we
    could not get at.
    """
    found, left_out, room = dict[str, bytes](), dict[str, str](), MAX_OF_HELPERS
    todo, asked = [text], set[str]()
    while todo:
        for name, candidate in _named(todo.pop(), beside, asked):
            if candidate == path or name in found or name in left_out or not _is_text(name):
                continue
            if len(found) == MAX_HELPERS:
                left_out[name] = say(
                    "{file}: a submission may import at most {most} of its own files", file=name, most=MAX_HELPERS
                )
                return found, tuple(left_out.values())
            if len(left_out) == MAX_HELPERS:
                return found, tuple(left_out.values())
            try:
                helper = _read(candidate, name, room)
            except Unreadable as error:
                if error.ours:  # without it the exercise would fail, and not by the student's doing
                    raise
                left_out[name] = message_of(error)
                continue
            found[name], room = helper, room - len(helper)
            todo.append(helper)
    return found, tuple(left_out.values())


def handed_out(given: Mapping[str, bytes], files: Mapping[str, bytes], main: bytes) -> dict[str, bytes]:
    """What the course hands out in given/, for an answer that imports it and was uploaded alone: path -> text. What the
    student has handed in themselves comes first.

    given: name -> text. files: what came along. main: the text of the answer.
    """
    wanted = any("given" in _words(text) for text in (main, *files.values()))
    if not wanted or "given.py" in files:
        return {}
    return {path: text for name, text in given.items() if (path := f"given/{name}.py") not in files}


def _read(path: Path, name: str, room: int) -> bytes:
    helper = read(path, MAX_FILE, name)
    if len(helper) > room:
        most = f"{MAX_OF_HELPERS:,}"
        raise Unreadable(say("{file}: the imported files may have at most {most} bytes together", file=name, most=most))
    if reason := refused(helper, name):
        raise Unreadable(reason)
    return helper


def _named(text: bytes, beside: Beside, asked: set[str]) -> Iterator[tuple[str, Path]]:
    """asked: the words of other files, which need not be looked for again; it takes up those of this one."""
    words = _words(text) if len(text) <= _KEPT else _words.__wrapped__(text)
    for word in words:
        if word not in asked:
            asked.add(word)
            yield from beside(word)


@lru_cache(64)
def _words(text: bytes) -> list[str]:
    """Those beside an `import`, sorted. Kept, since every exercise may import the same helpers."""
    one_a_line = text.replace(b"\r\n", b"\n").replace(b"\\\n", b" ").replace(b"\r", b"\n")
    found = (match[0].decode() for line in _with_import(one_a_line) for match in re.finditer(rb"[A-Za-z_]\w*", line))
    return sorted(set(islice(found, 4 * MAX_WORDS)))[:MAX_WORDS]


def _with_import(text: bytes) -> Iterator[bytes]:
    """The lines that hold `import`, without a look at each of the others."""
    end = 0
    while (at := text.find(b"import", end)) >= 0:
        start = text.rfind(b"\n", end, at) + 1 or end
        end = text.find(b"\n", at)
        end = len(text) if end < 0 else end
        yield text[start:end]


def _is_text(name: str) -> bool:
    """Not so for a file name whose bytes are not UTF-8: it cannot be sent, and no import means it."""
    return name.encode(errors="replace").decode() == name


class OnDisk:
    """What lies in a folder, which is listed once. Nothing is found through a link: it could lead to the solutions, or
    to whatever else who grades may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, word: str) -> list[tuple[str, Path]]:
        if word in self._names:
            with suppress(OSError), listed(self.folder / word) as (_, names):
                inside = [name for name in names if name.endswith(".py")]
                return [(f"{word}/{name}", self.folder / word / name) for name in inside[: 2 * MAX_HELPERS + 2]]
        module = f"{word}.py"
        return [(module, self.folder / module)] if module in self._names else []

    @cached_property
    def _names(self) -> frozenset[str]:
        with suppress(OSError), listed(self.folder) as (_, names):
            return frozenset(names)
        return frozenset()


def among(files: Mapping[str, Path], lost: Mapping[Path, str]) -> Callable[[str, str], list[tuple[str, Path]]]:
    """What `OnDisk` answers, for files whose names are not those on the disk: (the importing file's folder, word).

    lost: what came to us unreadable -> why. Who asks for that gets Unreadable.
    """
    modules: dict[str, list[tuple[str, Path]]] = {}
    packages: dict[str, list[tuple[str, Path]]] = {}
    for name in sorted(files):
        if name.endswith(".py"):
            folder, _, file = name.rpartition("/")
            modules[name[:-3]] = [(file, files[name])]
            packages.setdefault(folder, []).append((f"{folder.rpartition('/')[2]}/{file}", files[name]))

    def beside(folder: str, word: str) -> list[tuple[str, Path]]:
        wanted = f"{folder}/{word}" if folder else word
        found = packages.get(wanted) or modules.get(wanted, [])
        for name, path in found:
            if path in lost:
                raise Unreadable(say("{file}: {reason}", file=name, reason=lost[path]), ours=True)
        return found

    return beside
