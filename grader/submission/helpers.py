"""The student's own files that an exercise's file imports."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.message import message_of, say
from grader.submission.reading import MAX_FILE, Unreadable, read

MAX_HELPERS, MAX_OF_HELPERS = 40, 16 * 2**20
"""How many, and their bytes together."""
MAX_WORDS = 2000
"""Words beside an `import` in one file that are looked for on the disk."""

Beside = Callable[[str], list[tuple[str, Path]]]
"""The Python files that an `import` of that word may mean: (name relative to the importing file's folder, where)."""


def imported(path: Path, text: bytes, beside: Beside) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The Python files beside an exercise, and in folders beside it, that it seems to import, or that those do; and
    what was passed over of them, in words.

    A line with `import` on it names its words; more than is imported does no harm. Raises Unreadable for one that we
    could not get at.
    """
    found, left_out, todo, room = dict[str, bytes](), dict[str, str](), [text], MAX_OF_HELPERS
    while todo:
        for name, candidate in _named(todo.pop(), beside):
            if candidate == path or name in found or name in left_out or not _is_text(name):
                continue
            if len(found) == MAX_HELPERS:
                left_out[name] = say(
                    "{file}: a submission may import {most} files of its own", file=name, most=MAX_HELPERS
                )
                break
            try:
                helper = read(candidate, MAX_FILE, name)
            except Unreadable as error:
                if error.ours:  # without it the exercise would fail, and not by the student's doing
                    raise
                left_out[name] = message_of(error)
                continue
            if len(helper) > room:
                left_out[name] = say(
                    "{file}: the files that are imported may have {most} bytes together",
                    file=name,
                    most=f"{MAX_OF_HELPERS:,}",
                )
                continue
            found[name], room = helper, room - len(helper)
            todo.append(helper)
    return found, tuple(left_out.values())


def _named(text: bytes, beside: Beside) -> Iterator[tuple[str, Path]]:
    lines = [line for line in re.sub(rb"\\\r?\n", b" ", text).splitlines() if b"import" in line]
    words = set(re.findall(rb"[A-Za-z_]\w*", b" ".join(lines)))
    for word in sorted(words)[:MAX_WORDS]:
        yield from beside(word.decode())


def _is_text(name: str) -> bool:
    """Not so for a file name whose bytes are not UTF-8: it cannot be sent, and no import means it."""
    return name.encode(errors="replace").decode() == name


def on_disk(folder: Path, word: str) -> list[tuple[str, Path]]:
    """Through no link: it could lead to the solutions, or to whatever else who grades may read."""
    package, module = str(folder / word), folder / f"{word}.py"
    if os.path.isdir(package) and not os.path.islink(package):
        return [(f"{word}/{path.name}", path) for path in sorted(Path(package).glob("*.py"))]
    return [(module.name, module)] if os.path.lexists(module) else []
