"""From a path to who handed in what."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.errors import UsageError
from grader.intake import archives, drive, layouts, roster_csv
from grader.intake.archive_entries import Refused
from grader.intake.class_input import ClassInput, RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import scratch
from grader.intake.matching import Matching
from grader.intake.roster import Roster
from grader.message import message_of, say
from grader.submission.handout import Handout
from grader.submission.opening import settled


def read_class(
    path: Path,
    *,
    layout: str | None,
    roster: Path | None,
    work: Path,
    ids: Iterable[str],
    handout: Handout | None = None,
) -> ClassInput:
    """Everything that was handed in, by student; no code is run.

    layout: one of layouts.LAYOUTS, recognised unless given. work: a scratch folder, where archives are unpacked; it
    has to stay until the sources are read. ids: the exercises. handout: as for `collect`.

    Raises UsageError for a path, a roster or a layout that does not exist or does not fit; what concerns single
    students is told in `problems`.
    """
    return _read(ClassReader(frozenset(ids), work, handout=handout or Handout()), path, layout, roster)


def _read(reader: ClassReader, path: Path, layout: str | None, roster: Path | None) -> ClassInput:
    people = _people(roster, reader)
    root, was_packed = _root(path, reader)
    name, place = layouts.recognise(root, layout, was_packed, reader)
    found = layouts.LAYOUTS[name].read(place, reader)
    if layout and not _has_exercises(found, reader) and (instead := layouts.another(root, layout)):
        raise UsageError(
            "{path}: nothing in it looks like --layout {layout}; {instead}",
            path=path,
            layout=layout,
            instead=instead,
        )
    _check_something_is_there(path, name, found, reader)
    return Matching(reader, people).run(name, found)


def _people(path: Path | None, reader: ClassReader) -> Roster | None:
    if path is None:
        return None
    lines: list[str] = []
    people = roster_csv.read(path, lines)
    for line in lines:
        reader.tell(line, "roster")
    reader.roster, reader.github = people, people.github
    return people


def _root(path: Path, reader: ClassReader) -> tuple[Path, bool]:
    """The folder to look into, and whether it was unpacked from an archive."""
    if path.is_dir():
        root = settled(path)
        parts = drive.parts(layouts.readable_top(root), root)
        return (_unpacked(parts, path.name, reader), True) if parts else (root, False)
    if not path.exists():
        raise UsageError("{path}: there is no such folder or archive", path=path)
    if archives.kind(path.name) not in ("zip", "tar"):
        raise UsageError(
            "{path} is neither a folder nor a zip or tar archive; name the folder that the students' work is in",
            path=path,
        )
    return _unpacked([settled(path)], archives.stem(path.name), reader), True


def _unpacked(paths: list[Path], name: str, reader: ClassReader) -> Path:
    """A new folder of that name with what is in all these archives."""
    folder = scratch(reader.work) / (name or "class")
    folder.mkdir()
    for path in paths:
        try:
            for line in archives.unpack(path, folder, archives.CLASS, reader.damaged, known=reader.known):
                reader.tell(line, "unread")
        except Refused as error:
            why = message_of(error)
            raise UsageError(
                "{path}: {reason}; unpack it yourself and name the folder", path=path, reason=why
            ) from None
    return folder


def _check_something_is_there(path: Path, layout: str, found: list[RawSubmission], reader: ClassReader) -> None:
    expected = say(
        "expected a folder for each student, or a download of Canvas, Moodle, Gradescope or Blackboard, with files "
        "such as {files}",
        files=", ".join(sorted(f"{exercise}.py" for exercise in reader.exercises)),
    )
    if _has_exercises(found, reader):
        return
    if reader.misplaced:
        raise UsageError(
            "{path}: there are exercises but no students' folders; `grade submit {path}` grades one student's work",
            path=path,
        )
    if not found:
        raise UsageError("{path}: there are no submissions in it; {expected}", path=path, expected=expected)
    raise UsageError(
        "{path}: it was read as {layout}, but no file in it is for an exercise; {expected}",
        path=path,
        layout=repr(layout),
        expected=expected,
    )


def _has_exercises(found: list[RawSubmission], reader: ClassReader) -> bool:
    by_name = any(reader.is_exercise(name) for each in found for name in each.files)
    return by_name or any(reader.holds_exercises(each.files) for each in found)
