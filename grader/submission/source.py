"""One exercise's submitted source: the file's bytes or the notebook's cells, and the helper files beside it; read from
the disk with care, taken apart just far enough to hand it on."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import StudentError, UsageError
from grader.message import message_of, on_one_line, say
from grader.submission.encoding import SHOWN, decoded, lines, refused
from grader.submission.helpers import Beside, OnDisk, handed_out, imported
from grader.submission.kind import read_as
from grader.submission.notebook import MAX_NOTEBOOK, code_cells
from grader.submission.reading import MAX_FILE, read
from grader.text import one_line, printable
from grader.worker.messages.wire import NotebookCell


@dataclass(frozen=True)
class Source:
    """What a student handed in for one exercise.

    file: its name as the student knows it. files: the main file's and the helpers' bytes by name. cells: a notebook's
    code cells instead. broken: why the file cannot even be taken apart, for a file that is not a valid notebook.
    unreadable: why we could not get at the file, which is not the student's fault.
    """

    exercise: str
    file: str
    main: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    cells: tuple[NotebookCell, ...] = ()
    notes: tuple[str, ...] = ()
    broken: StudentError | None = None
    unreadable: str = ""

    @property
    def digest(self) -> str:
        """sha256 over everything that can change what the code does."""
        parts = [self.main.encode(), *(name.encode() + b"\0" + text for name, text in sorted(self.files.items()))]
        parts += [
            f"{cell.number}\0{cell.skip}\0{cell.may_raise}\0{cell.source}".encode(errors="surrogatepass")
            for cell in self.cells
        ]
        return hashlib.sha256(b"\0\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()

    def pieces(self) -> list[tuple[str, str]]:
        """The student's text for people to read, as far as it is shown: (label, text) a file or cell, the main one
        first."""
        if self.cells:
            return [(f"cell {cell.number}", cell.source[:SHOWN]) for cell in self.cells]
        return [(self.main, decoded(self.files[self.main]))] if self.main else []

    @functools.cached_property
    def _cells(self) -> dict[str, str]:
        return {f"cell {cell.number}": cell.source for cell in self.cells}

    def line(self, label: str, number: int) -> str:
        """Line `number` (from 1) of a file or cell, from the submitted bytes only; empty where there is none."""
        of_it = lines(self.files.get(label) or self._cells.get(label, ""))
        return printable(of_it[number - 1].rstrip()[:300]) if 0 < number <= len(of_it) else ""


def read_source(
    path: Path,
    exercise: str,
    name: str | None = None,
    beside: Beside | None = None,
    shown: str = "",
    given: Mapping[str, bytes] | None = None,
) -> Source:
    """One exercise's file with the helpers it may import. An invalid notebook is a source that is `broken`.

    name: what the student calls the file, where that is not its name on this disk. beside: where its helpers are looked
    for; in its folder unless told. shown: what a complaint calls it, where there is no such name. given: what the
    course hands out, name -> text.
    """
    given, shown, called = given or {}, name or shown or str(path), one_line(name or path.name, 300)
    base, beside = called.rpartition("/")[2], beside or OnDisk(path.parent)
    text = read(path, MAX_NOTEBOOK if base.endswith(".ipynb") else MAX_FILE, shown)
    kind, notes = read_as(base, text)
    if kind == "notebook":
        require_notebooks(shown)
        try:
            cells = code_cells(text)
        except (ValueError, RecursionError) as error:
            reason = on_one_line(message_of(error), 400)
            return broken(exercise, called, say("{file} is not a notebook: {reason}", file=base, reason=reason))
        main = "\n".join(cell.source for cell in cells).encode(errors="replace")
        helpers, left_out = imported(path, main, beside)
        files = {**helpers, **handed_out(given, helpers, main)}
        return Source(exercise, called, "", files, cells, (*notes, *left_out))
    base = f"{base.removesuffix('.ipynb').removesuffix('.py')}.py"
    if why := refused(text, base):
        return broken(exercise, called, why)
    helpers, left_out = imported(path, text, beside)
    files = {base: text, **helpers, **handed_out(given, helpers, text)}
    return Source(exercise, called, base, files, notes=(*notes, *left_out))


def require_notebooks(what: object) -> None:
    """Raises UsageError where what reads notebooks is not installed: no student is to lose points by that."""
    if not all(importlib.util.find_spec(name) for name in ("IPython", "jupytext", "nbformat")):
        raise UsageError("{what}: notebooks need more packages: pip install 'autograd-grader[notebook]'", what=what)


def broken(exercise: str, file: str, message: str) -> Source:
    return Source(exercise, file, broken=StudentError("syntax_error", message, stops_exercise=True))
