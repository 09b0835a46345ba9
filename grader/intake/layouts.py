"""The forms in which a class's work arrives, and how each is recognised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from grader.errors import UsageError, reason
from grader.intake import blackboard, canvas, drive, folders, gradescope, moodle
from grader.intake.class_input import RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import Top, top
from grader.intake.names import clean
from grader.message import say


class Layout(NamedTuple):
    fits: Callable[[Top], bool]
    read: Callable[[Path, ClassReader], list[RawSubmission]]


LAYOUTS = {
    "gradescope": Layout(gradescope.fits, gradescope.read),
    "moodle": Layout(moodle.fits, moodle.read),
    "blackboard": Layout(blackboard.fits, blackboard.read),
    "canvas": Layout(canvas.fits, canvas.read),
    "folders": Layout(lambda _: True, folders.read),
}
"""The first that fits is it."""


def recognise(root: Path, wanted: str | None, was_packed: bool, reader: ClassReader) -> tuple[str, Path]:
    """The layout's name and the folder where it begins, which may be the only one in `root`.

    wanted: the layout that was asked for. was_packed: `root` comes out of an archive, where one folder around
    everything is usual.
    """
    if wanted is not None and wanted not in LAYOUTS:
        raise UsageError(
            "there is no layout {wanted}; the layouts are {names}", wanted=repr(wanted), names=", ".join(LAYOUTS)
        )
    here = readable_top(root)
    inner = root / here.folders[0] if len(here.folders) == 1 and not here.files else None
    places = [place for place in (root, inner) if place]
    fitting = [(name, place) for name in LAYOUTS if name != "folders" for place in places if _fits(name, place)]
    for name, place in fitting:
        if wanted in (None, name):
            return name, place
    if wanted and fitting:
        reader.tell(
            say("it was read as --layout {wanted}, but it looks like {likely}", wanted=wanted, likely=fitting[0][0])
        )
    if wanted not in (None, "folders"):
        return wanted, inner or root
    if inner and wanted is None and _holds_one_student(readable_top(inner), inner.name, reader):
        return "folders", inner
    if inner and (was_packed or wanted is None) and folders.holds_students(readable_top(inner), reader):
        if not was_packed:
            line = say(
                "{folder}/ is the only folder, so the folders in it were read as the students; with "
                "--layout folders it is read as one student",
                folder=clean(inner.name),
            )
            reader.tell(line)
        return "folders", inner
    return "folders", root


def _holds_one_student(inside: Top, around: str, reader: ClassReader) -> bool:
    """Whether the only folder in it belongs to somebody in the roster, and the one around it does not; without a
    roster, whether the one around it is called as no student is."""
    if len(inside.folders) != 1 or any(map(reader.is_exercise, inside.files)):
        return False
    if reader.roster is None:
        return drive.is_wrapper(around)
    return reader.known(inside.folders[0]) and not reader.known(around)


def another(root: Path, wanted: str) -> str:
    """What there is, in words, and the layout that it looks like; nothing where that is the wanted one."""
    here = readable_top(root)
    names = [*(f"{name}/" for name in here.folders), *here.files]
    likely = next(name for name in LAYOUTS if _fits(name, root))
    if not names or likely == wanted:
        return ""
    shown = ", ".join(clean(name, 60) for name in names[:2]) + (", …" if names[2:] else "")
    return say(
        "folders: {folders}, files: {files} ({names}), which looks like --layout {likely}",
        folders=len(here.folders),
        files=len(here.files),
        names=shown,
        likely=likely,
    )


def _fits(name: str, place: Path) -> bool:
    return LAYOUTS[name].fits(readable_top(place))


def readable_top(folder: Path) -> Top:
    try:
        return top(folder)
    except OSError as error:
        raise UsageError("{path}: {reason}", path=folder, reason=reason(error)) from None
