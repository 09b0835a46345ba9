"""The forms in which a class's work arrives, and how each is recognised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError
from grader.intake import canvas, folders, gradescope, moodle
from grader.intake.context import Context
from grader.intake.files import Top, top
from grader.intake.hand_in import Found, clean


class Layout(NamedTuple):
    fits: Callable[[Top], bool]
    read: Callable[[Path, Context], list[Found]]


LAYOUTS = {
    "gradescope": Layout(gradescope.fits, gradescope.read),
    "moodle": Layout(moodle.fits, moodle.read),
    "canvas": Layout(canvas.fits, canvas.read),
    "folders": Layout(lambda _: True, folders.read),
}
"""The first that fits is it."""


def recognise(root: Path, wanted: str | None, was_packed: bool, context: Context) -> tuple[str, Path]:
    """The layout's name and the folder where it begins, which may be the only one in `root`.

    wanted: the layout that was asked for. was_packed: `root` comes out of an archive, where one folder around
    everything is usual.
    """
    if wanted is not None and wanted not in LAYOUTS:
        raise UsageError(f"there is no layout {wanted!r}; there are {', '.join(LAYOUTS)}")
    here = _readable_top(root)
    inner = root / here.folders[0] if len(here.folders) == 1 and not here.files else None
    for name in [wanted] if wanted else list(LAYOUTS):
        if name == "folders":
            continue
        for place in filter(None, (root, inner)):
            if LAYOUTS[name].fits(_readable_top(place)):
                return name, place
    if wanted not in (None, "folders"):
        return wanted, inner or root
    if inner and (was_packed or wanted is None) and folders.holds_students(inner, context):
        if not was_packed:
            line = f"{clean(inner.name)}/ is the only folder, so those in it are taken for the students"
            context.problems.append(f"{line}; --layout folders takes it for a student")
        return "folders", inner
    return "folders", root


def _readable_top(folder: Path) -> Top:
    try:
        return top(folder)
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from None
