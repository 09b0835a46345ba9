"""One exercise's file on the disk to a `Source`: opened with care, taken apart just far enough to hand it on."""

from __future__ import annotations

import importlib.util
from functools import partial
from pathlib import Path

from grader.errors import StudentError, UsageError
from grader.message import message_of, on_one_line, say
from grader.submission.helpers import Beside, imported, on_disk
from grader.submission.notebook import MAX_NOTEBOOK, code_cells
from grader.submission.reading import MAX_FILE, read
from grader.submission.source import Source
from grader.text import one_line


def read_source(path: Path, exercise: str, name: str | None = None, beside: Beside | None = None) -> Source:
    """One exercise's file with the helpers it may import. An invalid notebook is a source that is `broken`.

    name: what the student calls the file, where that is not its name on this disk. beside: where its helpers are looked
    for; in its folder unless told.
    """
    shown, called = name or str(path), one_line(name or path.name, 300)
    base, beside = called.rpartition("/")[2], beside or partial(on_disk, path.parent)
    if base.endswith(".ipynb"):
        require_notebooks(shown)
        text = read(path, MAX_NOTEBOOK, shown)
        try:
            cells = code_cells(text)
        except (ValueError, RecursionError) as error:
            reason = on_one_line(message_of(error), 200)
            return broken(exercise, called, say("{file} is not a notebook: {reason}", file=base, reason=reason))
        main = "\n".join(cell.source for cell in cells).encode(errors="replace")
        helpers, notes = imported(path, main, beside)
        return Source(exercise, called, "", helpers, cells, notes)
    text = read(path, MAX_FILE, shown)
    helpers, notes = imported(path, text, beside)
    return Source(exercise, called, base, {base: text, **helpers}, notes=notes)


def require_notebooks(what: object) -> None:
    """Raises UsageError where what reads notebooks is not installed: no student is to lose points by that."""
    if not all(importlib.util.find_spec(name) for name in ("IPython", "jupytext", "nbformat")):
        raise UsageError(f"{what}: notebooks need more packages: pip install 'autograd-grader[notebook]'")


def broken(exercise: str, file: str, message: str) -> Source:
    return Source(exercise, file, broken=StudentError("syntax_error", message, stops_exercise=True))
