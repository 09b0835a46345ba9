"""A folder (or an archive) for each student, by whatever name; GitHub clones `<assignment>-<username>` among them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from grader.intake import archives, drive
from grader.intake.archive_entries import Refused
from grader.intake.class_input import RawSubmission
from grader.intake.class_reader import ClassReader
from grader.intake.files import File, Files, Top, top, unpacked
from grader.intake.names import clean, folded
from grader.message import message_of, say
from grader.submission.opening import status

SHOWN = 10
"""Files that are named in one line."""


def holds_students(inside: Top, reader: ClassReader) -> bool:
    """Whether it looks like a class: several folders or archives and no exercise's file beside them, or files that are
    called after their students."""
    if drive.is_flat(inside, reader):
        return True
    packed = [name for name in inside.files if archives.kind(name)]
    return len(inside.folders) + len(packed) > 1 and not any(map(reader.is_exercise, inside.files))


def read(root: Path, reader: ClassReader) -> list[RawSubmission]:
    here = top(root)
    if drive.is_flat(here, reader):
        return drive.read_flat(here, reader)
    _say_what_is_left_out(here, reader)
    found: list[RawSubmission] = []
    clones = False
    for name in here.folders:
        files = reader.gather(root / name)
        if files is None:
            continue
        if any(inside.startswith("gradebook.") for inside in files.found) and not any(
            map(reader.is_exercise, files.found)
        ):
            reader.tell(
                say(
                    "{folder}/ was written by the grader, so it is not a submission; it was left out",
                    folder=clean(name),
                )
            )
            continue
        clones = clones or files.git
        found.append(_found(clean(name), files))
    for name in here.files:
        if archives.kind(name) in ("zip", "tar"):
            student = _found(clean(archives.stem(name)), _unpacked(root / name, reader))
            student.label = clean(name)
            found.append(student)
    _name_clones(found, clones, root, reader)
    return found


def _found(name: str, files: Files) -> RawSubmission:
    return RawSubmission(label=name, name=name, files=files.found, notes=files.notes)


def _unpacked(archive: Path, reader: ClassReader) -> Files:
    """A student's whole hand-in; where it cannot be unpacked, nothing but the note that says so, and itself if that
    is not the student's fault."""
    try:
        return unpacked(archive, reader.work)
    except Refused as error:
        line = say("{file}: {reason}", file=clean(archive.name), reason=message_of(error))
        reader.tell(line, "unread")
        kept = {clean(archive.name): File(archive, status(archive).st_mtime)} if archive in reader.damaged else {}
        return Files(kept, notes=[line])


def _say_what_is_left_out(here: Top, reader: ClassReader) -> None:
    others: list[str] = []
    for name in here.links:
        reader.tell(say("{file} is a link and was not followed", file=clean(name)))
    for name in here.files:
        if reader.is_exercise(name):
            reader.misplaced = True
            reader.tell(say("{file} is outside the students' folders and was not graded", file=clean(name)))
        elif archives.kind(name) == "unknown":
            line = say("only zip and tar archives can be unpacked; not graded")
            reader.tell_of(clean(name), line, "unread")
        elif not archives.kind(name) and not name.lower().endswith(".csv"):  # a roster
            others.append(clean(name))
    if others:
        some = ", ".join(others[:SHOWN]) + (f", … ({len(others)})" if others[SHOWN:] else "")
        reader.tell(say("not graded, because they are outside the students' folders: {files}", files=some))


def _name_clones(found: list[RawSubmission], clones: bool, root: Path, reader: ClassReader) -> None:
    """Clones are called after their student: the assignment before the name goes."""
    prefix = _prefix([each.name for each in found], clones, root.name, reader.github)
    for each in found:
        if prefix and each.name.startswith(prefix) and each.name != prefix:
            each.name = each.ids["github"] = each.name[len(prefix) :]


def _prefix(names: list[str], clones: bool, root: str, github: frozenset[str]) -> str:
    """`<assignment>-` where the folders are GitHub's.

    `group-1`, `group-2` look the same; so it takes user names of the roster, the folder that GitHub's tool makes, or a
    .git in one.
    """
    ahead = Counter(before for name in names for before, after in _splits(name) if folded(after) in github)
    if ahead and (clones or ahead.most_common(1)[0][1] > 1):
        return ahead.most_common(1)[0][0]
    assignment = root.removesuffix("-submissions") + "-"
    if root.endswith("-submissions") and all(name.startswith(assignment) for name in names):
        return assignment
    return _common(names) if clones else ""


def _splits(name: str) -> list[tuple[str, str]]:
    """The name taken apart at each of its hyphens, which stays with the part before."""
    return [(name[: at + 1], name[at + 1 :]) for at, character in enumerate(name) if character == "-"]


def _common(names: list[str]) -> str:
    """The whole words, each with its hyphen, that all names begin with; the last word of none is among them."""
    shared = min(names)
    while shared and not (len(names) > 1 and all(name.startswith(shared) for name in names)):
        shared = shared[: shared[:-1].rfind("-") + 1]
    return shared if shared.endswith("-") else ""
