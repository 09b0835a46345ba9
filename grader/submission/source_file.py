"""One exercise's file on the disk to a `Source`: opened with care, taken apart just far enough to hand it on."""

from __future__ import annotations

import errno
import importlib.util
import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from grader.errors import StudentError, UsageError
from grader.submission.source import Source
from grader.text import one_line
from grader.worker.wire import Cell

MAX_FILE = 2 * 2**20
MAX_NOTEBOOK = 24 * 2**20
"""Bytes; a notebook's outputs (pictures) count."""
MAX_CELLS = 5000
MAX_HELPERS, MAX_OF_HELPERS = 40, 16 * 2**20
"""How many, and their bytes together."""
MAX_WORDS = 2000
"""Words beside an `import` in one file that are looked for on the disk."""

NOT_THEIRS = (errno.EACCES, errno.EPERM, errno.EIO, errno.ENOENT, errno.ESTALE, errno.EMFILE, errno.ENFILE)
"""Why a file cannot be opened that was handed in as it should be."""

Beside = Callable[[str], list[tuple[str, Path]]]
"""The Python files that an `import` of that word may mean: (name relative to the importing file's folder, where)."""


class Unreadable(Exception):
    """ours: the machine would not give it to us (no permission, a broken disk), which is not the student's doing."""

    def __init__(self, message: str, ours: bool = False) -> None:
        super().__init__(message)
        self.ours = ours


def read_source(path: Path, exercise: str, name: str | None = None, beside: Beside | None = None) -> Source:
    """One exercise's file with the helpers it may import. A notebook that is none is a source that is `broken`.

    name: what the student calls the file, where that is not its name on this disk. beside: where its helpers are looked
    for; in its folder unless told.
    """
    shown, called = name or str(path), one_line(name or path.name, 300)
    base, beside = called.rpartition("/")[2], beside or partial(_on_disk, path.parent)
    if base.endswith(".ipynb"):
        require_notebooks(shown)
        text = _read(path, MAX_NOTEBOOK, shown)
        try:
            cells = _code_cells(text)
        except (ValueError, RecursionError) as error:
            return broken(exercise, called, f"{base} is no notebook: {one_line(str(error), 200)}")
        main = "\n".join(cell.source for cell in cells).encode(errors="replace")
        helpers, notes = _helpers(path, main, beside)
        return Source(exercise, called, "", helpers, cells, notes)
    text = _read(path, MAX_FILE, shown)
    helpers, notes = _helpers(path, text, beside)
    return Source(exercise, called, base, {base: text, **helpers}, notes=notes)


def require_notebooks(what: object) -> None:
    """Raises UsageError where what reads notebooks is not installed: no student is to lose points by that."""
    if not all(importlib.util.find_spec(name) for name in ("IPython", "jupytext", "nbformat")):
        raise UsageError(f"{what}: notebooks need more packages: pip install 'autograd-grader[notebook]'")


def broken(exercise: str, file: str, message: str) -> Source:
    return Source(exercise, file, broken=StudentError("syntax_error", message, stops_exercise=True))


def _code_cells(text: bytes) -> tuple[Cell, ...]:
    """A notebook's code cells, numbered as the reader counts them (from 1, code cells only). Raises ValueError."""
    try:
        raw = json.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 text ({error.reason})") from None
    except json.JSONDecodeError as error:
        raise ValueError(_no_json(error)) from None
    try:
        count = _number_of_cells(raw)
        sources = _code(raw) if count <= MAX_CELLS else []
    except Exception as error:  # nothing but the student's file and nbformat's reading of it is at work here
        raise ValueError(f"it has not the form of one ({type(error).__name__}: {error})") from None
    if count > MAX_CELLS:
        raise ValueError(f"it has {count:,} cells; a submission may have {MAX_CELLS:,}")
    return tuple(Cell(i, source.encode("utf-8", "replace").decode()) for i, source in enumerate(sources, 1))


def _number_of_cells(raw: Any) -> int:
    sheets = raw["worksheets"] if raw.get("nbformat") in (2, 3) else [raw]
    return sum(len(sheet["cells"]) for sheet in sheets)


def _code(raw: Any) -> list[str]:
    import nbformat

    if raw.get("nbformat") in (1, 2, 3):
        raw = nbformat.convert(nbformat.from_dict(raw), 4)
    sources = [cell["source"] for cell in raw["cells"] if cell["cell_type"] == "code"]
    return [source if isinstance(source, str) else "".join(source) for source in sources]


def _no_json(error: json.JSONDecodeError) -> str:
    text = error.doc.rstrip()
    if not text:
        return "the file is empty"
    cut = text.lstrip().startswith("{") and (not text.endswith("}") or error.pos >= len(text))
    return f"it is not JSON: {error}; it seems to be cut off: save it again" if cut else f"it is not JSON: {error}"


def _read(path: Path, limit: int, shown: str) -> bytes:
    """A regular file's bytes, never through a link, never waiting for a pipe. shown: what a complaint calls it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = "it is a link; hand in the file itself" if path.is_symlink() else error.strerror
        raise Unreadable(f"{shown}: {reason}", ours=error.errno in NOT_THEIRS) from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(f"{shown}: it is not a regular file")
        if status.st_size > limit:
            raise Unreadable(f"{shown}: {status.st_size:,} bytes; a submission may have {limit:,}")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(status.st_size)
    except OSError as error:
        raise Unreadable(f"{shown}: {error.strerror}", ours=True) from None
    finally:
        os.close(descriptor)


def _helpers(path: Path, text: bytes, beside: Beside) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The Python files beside an exercise, and in folders beside it, that it seems to import, or that those do; and
    what was passed over of them, in words.

    A line with `import` on it names its words; more than is imported does no harm. Raises Unreadable for one that we
    could not get at.
    """
    found, left_out, todo, room = dict[str, bytes](), dict[str, str](), [text], MAX_OF_HELPERS
    while todo:
        for name, candidate in _imported(todo.pop(), beside):
            if candidate == path or name in found or name in left_out or not _is_text(name):
                continue
            if len(found) == MAX_HELPERS:
                left_out[name] = f"{name}: a submission may import {MAX_HELPERS} files of its own"
                break
            try:
                helper = _read(candidate, MAX_FILE, name)
            except Unreadable as error:
                if error.ours:  # without it the exercise would fail, and not by the student's doing
                    raise
                left_out[name] = str(error)
                continue
            if len(helper) > room:
                left_out[name] = f"{name}: the files that are imported may have {MAX_OF_HELPERS:,} bytes together"
                continue
            found[name], room = helper, room - len(helper)
            todo.append(helper)
    return found, tuple(left_out.values())


def _imported(text: bytes, beside: Beside) -> Iterator[tuple[str, Path]]:
    lines = [line for line in re.sub(rb"\\\r?\n", b" ", text).splitlines() if b"import" in line]
    words = set(re.findall(rb"[A-Za-z_]\w*", b" ".join(lines)))
    for word in sorted(words)[:MAX_WORDS]:
        yield from beside(word.decode())


def _is_text(name: str) -> bool:
    """Not so for a file name whose bytes are no UTF-8: it cannot be sent, and no import means it."""
    return name.encode(errors="replace").decode() == name


def _on_disk(folder: Path, word: str) -> list[tuple[str, Path]]:
    """Through no link: it could lead to the solutions, or to whatever else who grades may read."""
    package, module = str(folder / word), folder / f"{word}.py"
    if os.path.isdir(package) and not os.path.islink(package):
        return [(f"{word}/{path.name}", path) for path in sorted(Path(package).glob("*.py"))]
    return [(module.name, module)] if os.path.lexists(module) else []
