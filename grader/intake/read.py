"""From a path to who handed in what."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.errors import UsageError
from grader.intake import archives, layouts, roster
from grader.intake.archive_entries import Refused
from grader.intake.context import Context
from grader.intake.files import scratch
from grader.intake.hand_in import ClassInput, Found
from grader.intake.matching import Matching


def read_class(path: Path, *, layout: str | None, roster: Path | None, work: Path, ids: Iterable[str]) -> ClassInput:
    """Everything that was handed in, by student; nobody's code is run and no source is read yet.

    layout: one of layouts.LAYOUTS, recognised unless given. work: a scratch folder, where archives are unpacked; it
    has to stay until the sources are read. ids: the exercises.

    Raises UsageError for a path, a roster or a layout that cannot be meant; what concerns single students is told in
    `problems`.
    """
    context = Context(frozenset(ids), work)
    people = _people(roster, context)
    root, was_packed = _root(path, context)
    name, place = layouts.recognise(root, layout, was_packed, context)
    found = layouts.LAYOUTS[name].read(place, context)
    if layout and not _has_exercises(found, context) and (instead := layouts.another(root, layout)):
        raise UsageError(f"{path}: nothing in it has the form of --layout {layout}; {instead}")
    _check_something_is_there(path, name, found, context)
    return Matching(context, people).run(name, found)


def _people(path: Path | None, context: Context) -> roster.Roster | None:
    if path is None:
        return None
    lines: list[str] = []
    people = roster.read(path, lines)
    for line in lines:
        context.tell(line, "roster")
    context.github = people.github
    return people


def _root(path: Path, context: Context) -> tuple[Path, bool]:
    """The folder to look into, and whether it was unpacked from an archive."""
    if path.is_dir():
        return path, False
    if not path.exists():
        raise UsageError(f"{path}: there is no such folder or archive")
    if archives.kind(path.name) not in ("zip", "tar"):
        raise UsageError(
            f"{path}: neither a folder nor a zip or tar archive; name the folder that the students' work is in"
        )
    folder = scratch(context.work) / archives.stem(path.name)
    folder.mkdir()
    try:
        for line in archives.unpack(path.resolve(), folder, archives.CLASS, context.damaged):
            context.tell(line, "unread")
    except Refused as error:
        raise UsageError(f"{path}: {error}; unpack it yourself and name the folder") from None
    return folder, True


def _check_something_is_there(path: Path, layout: str, found: list[Found], context: Context) -> None:
    layouts_known = "a folder for each student, or a download of Canvas, Moodle or Gradescope"
    expected = f"expected {layouts_known}, with files such as {_some(context)}"
    if _has_exercises(found, context):
        return
    if any("lies beside the students' folders" in line for line in context.problems):
        raise UsageError(
            f"{path}: exercises, but no folders of students; `grade submit {path}` grades one student's work"
        )
    if not found:
        raise UsageError(f"{path}: nothing is handed in there; {expected}")
    raise UsageError(f"{path}: read as {layout!r}, no file in it is an exercise's; {expected}")


def _has_exercises(found: list[Found], context: Context) -> bool:
    return any(context.is_exercise(name) for each in found for name in each.files)


def _some(context: Context) -> str:
    return ", ".join(sorted(f"{exercise}.py" for exercise in context.exercises))
