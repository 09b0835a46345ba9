"""Which of the files that were handed in count, for which exercise."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from grader.errors import UsageError, reason
from grader.message import Message, message_of, say
from grader.submission.handout import Handout
from grader.submission.helpers import Beside, OnDisk, among
from grader.submission.homework import homework
from grader.submission.mistyped import file_meant, no_exercise
from grader.submission.naming import SUFFIXES, exercise_of, is_exact, ranked, right_name
from grader.submission.opening import listed, settled, status
from grader.submission.reading import Unreadable
from grader.submission.source import Source, broken, read_source
from grader.text import one_line


@dataclass
class Submission:
    """exercise id -> source, and the names of what was passed over."""

    sources: dict[str, Source] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    whole: bool = False
    """A folder was handed in: exercises without a file are missing, not merely not asked for."""
    paths: dict[str, Path] = field(default_factory=dict)
    """exercise -> where its file lies, of those that were named on the command line or lie in a folder that was."""
    handout: Handout = field(default_factory=Handout)
    notes: list[Message] = field(default_factory=list)
    """Questions about files that hold some of what is asked for, and were not graded."""


def collect(paths: Iterable[Path], ids: Iterable[str], handout: Handout | None = None) -> Submission:
    """The sources under these files and folders. handout: what the course hands out.

    Raises UsageError for a path that does not exist or cannot be read, and for a file that is not an exercise's.
    """
    submission, ids = Submission(handout=handout or Handout()), list(ids)
    for path in paths:
        if path.is_dir():
            submission.whole = True
            _add_folder(submission, path, ids)
        else:
            _add_file(submission, path, ids)
    return submission


def collect_files(
    files: Mapping[str, Path],
    ids: Iterable[str],
    damaged: Mapping[str, str] | None = None,
    handout: Handout | None = None,
) -> Submission:
    """The sources among one student's files: the name that the student knows (relative, posix) -> where the file lies.

    Nothing but `files` is opened, wherever else an import may point to. damaged: names of those that came to us
    unreadable -> why; any exercise may have been in one that is not a source. handout: as for `collect`.
    """
    submission, ids, damaged = Submission(whole=True, handout=handout or Handout()), list(ids), damaged or {}
    beside = among(files, {files[name]: reason for name, reason in damaged.items() if name in files})
    best = ranked(files, ids, lambda name: _modified(files[name]))
    for exercise, (name, *others) in best.items():
        here = partial(beside, name.rpartition("/")[0])
        notes = _passed_over(name, others, exercise, files)
        _put(submission, files[name], exercise, notes, name, here, damaged.get(name))
    whole = {name: path for name, path in files.items() if name not in damaged}
    _add_homework(submission, whole, ids, best, lambda name: partial(beside, name.rpartition("/")[0]))
    for name, why in damaged.items():
        if not name.lower().endswith(SUFFIXES):
            lost = (exercise for exercise in ids if exercise not in submission.sources)
            called = one_line(name, 300)
            submission.sources |= {
                i: Source(i, called, unreadable=say("{file}: {reason}", file=called, reason=why)) for i in lost
            }
    _ignore(submission, (name for name in files if name not in damaged), best)
    return submission


def _passed_over(name: str, others: Iterable[str], exercise: str, files: Mapping[str, Path]) -> list[Message]:
    some = itertools.islice(others, 20)
    return [_not_graded(other, _why_not(other, name, exercise, files)) for other in some]


def _not_graded(other: str, reason: Message) -> Message:
    return say("{file} {reason} and was not graded", file=one_line(other, 200), reason=reason)


def _why_not(other: str, name: str, exercise: str, files: Mapping[str, Path]) -> Message:
    """Why it is `name` that counts."""
    if is_exact(name, exercise) and not is_exact(other, exercise):
        return say("has another name")
    if other.count("/") > name.count("/"):
        return say("is in a deeper folder")
    same_time = _modified(files[other]) == _modified(files[name])
    return say("has the same time, and its number is not higher") if same_time else say("is older")


def _modified(path: Path) -> float:
    try:
        return status(path).st_mtime
    except OSError:
        return 0.0


def _add_folder(submission: Submission, folder: Path, ids: list[str]) -> None:
    root = settled(folder)
    try:
        with listed(root) as (_, found):
            names = [name for name in found if not name.startswith(".")]
    except OSError as error:
        raise UsageError("{path}: {reason}", path=folder, reason=reason(error)) from None
    best = ranked(names, ids, lambda name: _modified(root / name))
    beside = OnDisk(root)
    for exercise, (name, *others) in best.items():
        notes = _passed_over(name, others, exercise, {each: root / each for each in (name, *others)})
        _put_newer(submission, folder / name, exercise, notes, beside)
    names = [name for name in names if not _is_folder(root / name)]
    _add_homework(submission, {name: root / name for name in names}, ids, best, lambda name: beside)
    _ignore(submission, names, best)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(status(path).st_mode)
    except OSError:
        return False


def _put_newer(submission: Submission, path: Path, exercise: str, notes: list[Message], beside: OnDisk) -> None:
    """Of two folders that both have the exercise the newer file counts, as of two files in one."""
    earlier, place = submission.paths.get(exercise, path), beside.folder / path.name
    if _modified(_place(earlier)) > _modified(place):
        source, note = submission.sources[exercise], _not_graded(str(path), say("is older"))
        submission.sources[exercise] = replace(source, notes=(*source.notes, note))
        return
    if _place(earlier) != place:
        notes = [*notes, _not_graded(str(earlier), say("is older"))]
    _put(submission, place, exercise, notes, beside=beside, shown=str(path))
    submission.paths[exercise] = path


def _place(path: Path) -> Path:
    """Where a file lies whose folder the user has named."""
    return settled(path.parent) / path.name


def _add_homework(
    submission: Submission,
    files: Mapping[str, Path],
    ids: list[str],
    best: dict[str, list[str]],
    beside: Callable[[str], Beside],
) -> None:
    """Adds what is in files whose names fit no exercise. best: is added to."""
    used = _used(submission, best)
    others = {name: path for name, path in files.items() if name not in used}
    missing = [exercise for exercise in ids if exercise not in submission.sources]
    found = homework(others, missing, submission.handout, beside)
    submission.sources |= found.sources
    submission.notes += found.questions
    best |= {exercise: [name] for exercise, name in found.names.items()}


def _used(submission: Submission, best: Mapping[str, list[str]]) -> set[str]:
    """The files of exercises, and what these import."""
    used = {name for candidates in best.values() for name in candidates}
    for exercise, source in submission.sources.items():
        folder = best[exercise][0].rpartition("/")[0] if exercise in best else ""
        used |= {f"{folder}/{name}" if folder else name for name in source.files}
    return used


def _ignore(submission: Submission, names: Iterable[str], best: Mapping[str, list[str]]) -> None:
    """What is neither an exercise's file nor imported by one is listed."""
    used = _used(submission, best)
    others = (name for name in names if name not in used)
    submission.ignored += [one_line(name, 100) for name in itertools.islice(others, 100)]


def _put(
    submission: Submission,
    path: Path,
    exercise: str,
    notes: list[Message],
    name: str | None = None,
    beside: Beside | None = None,
    damaged: str | None = None,
    shown: str = "",
) -> None:
    """damaged: why the file cannot be read, where that is known already. shown: as for `read_source`."""
    called = one_line(name or path.name, 300)
    right = right_name(called, exercise)
    try:
        if damaged:
            raise Unreadable(say("{file}: {reason}", file=called, reason=damaged), ours=True)
        source = read_source(
            path, exercise, name if right == called else right, beside, shown, submission.handout.given
        )
    except Unreadable as error:
        why = message_of(error)
        source = Source(exercise, called, unreadable=why) if error.ours else broken(exercise, called, why)
    notes = [*_taken_for(called, right), *notes]
    submission.sources[exercise] = replace(source, file=called, notes=(*source.notes, *notes))


def _add_file(submission: Submission, path: Path, ids: list[str]) -> None:
    if not os.path.lexists(path):
        file = file_meant(path, ids)
        if file:
            raise UsageError("{path}: there is no such file; did you mean {file}?", path=path, file=file)
        raise UsageError("{path}: there is no such file", path=path)
    exercise = exercise_of(path.name, ids)
    if exercise is None:
        _add_homework_file(submission, path, ids)
        return
    if exercise in submission.sources:
        raise UsageError("{path}: there are two files for {exercise}; hand in one", path=path, exercise=exercise)
    right = right_name(path.name, exercise)
    try:
        name = None if right == path.name else right
        source = read_source(_place(path), exercise, name, shown=str(path), given=submission.handout.given)
    except Unreadable as error:
        raise UsageError(message_of(error)) from None
    submission.sources[exercise] = replace(
        source, file=one_line(path.name, 300), notes=(*source.notes, *_taken_for(path.name, right))
    )
    submission.paths[exercise] = path


def _add_homework_file(submission: Submission, path: Path, ids: list[str]) -> None:
    missing, place = [exercise for exercise in ids if exercise not in submission.sources], _place(path)
    found = homework({path.name: place}, missing, submission.handout, lambda name: OnDisk(place.parent))
    if not found.sources:
        raise UsageError(
            next(iter(found.questions), say("{path}: {reason}", path=str(path), reason=no_exercise(path, ids)))
        )
    submission.sources |= found.sources
    submission.paths |= dict.fromkeys(found.sources, path)


def _taken_for(name: str, right: str) -> list[Message]:
    called = one_line(name, 300)
    return [] if right == name else [say("{file} was read as {name}", file=called, name=right.rpartition("/")[2])]
