"""Which of the files that were handed in count, for which exercise."""

from __future__ import annotations

import difflib
import itertools
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from grader.errors import UsageError
from grader.message import Message, message_of, say
from grader.submission.helpers import Beside, OnDisk
from grader.submission.naming import SUFFIXES, exercise_of, fitting, is_exact, ranked, right_name
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
    given: Mapping[str, bytes] = field(default_factory=dict)


def collect(paths: Iterable[Path], ids: Iterable[str], given: Mapping[str, bytes] | None = None) -> Submission:
    """The sources under these files and folders. given: what the course hands out in given/, name -> text.

    Raises UsageError for a path that does not exist or cannot be read, and for a file that is not an exercise's.
    """
    submission, ids = Submission(given=given or {}), list(ids)
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
    given: Mapping[str, bytes] | None = None,
) -> Submission:
    """The sources among one student's files: the name that the student knows (relative, posix) -> where the file lies.

    Nothing but `files` is opened, wherever else an import may point to. damaged: names of those that came to us
    unreadable -> why; any exercise may have been in one that is not a source. given: as for `collect`.
    """
    submission, ids, damaged = Submission(whole=True, given=given or {}), list(ids), damaged or {}
    beside = _beside(files, {files[name]: reason for name, reason in damaged.items() if name in files})
    best = ranked(files, ids, lambda name: _modified(files[name]))
    for exercise, (name, *others) in best.items():
        here = partial(beside, name.rpartition("/")[0])
        notes = _passed_over(name, others, exercise, files)
        _put(submission, files[name], exercise, notes, name, here, damaged.get(name))
    for name, reason in damaged.items():
        if not name.lower().endswith(SUFFIXES):
            lost = (exercise for exercise in ids if exercise not in submission.sources)
            called = one_line(name, 300)
            submission.sources |= {
                i: Source(i, called, unreadable=say("{file}: {reason}", file=called, reason=reason)) for i in lost
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
        return say("is called otherwise")
    if other.count("/") > name.count("/"):
        return say("lies deeper")
    same_time = _modified(files[other]) == _modified(files[name])
    return say("has the same time and no higher number") if same_time else say("is older")


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
        raise UsageError(f"{folder}: {error.strerror}") from None
    best = ranked(names, ids, lambda name: _modified(root / name))
    beside = OnDisk(root)
    for exercise, (name, *others) in best.items():
        notes = _passed_over(name, others, exercise, {each: root / each for each in (name, *others)})
        _put_newer(submission, folder / name, exercise, notes, beside)
    _ignore(submission, (name for name in names if not _is_folder(root / name)), best)


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


def _ignore(submission: Submission, names: Iterable[str], best: Mapping[str, list[str]]) -> None:
    """What is neither an exercise's file nor imported by one is listed."""
    used = {name for candidates in best.values() for name in candidates}
    for exercise, source in submission.sources.items():
        folder = best[exercise][0].rpartition("/")[0] if exercise in best else ""
        used |= {f"{folder}/{name}" if folder else name for name in source.files}
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
        source = read_source(path, exercise, name if right == called else right, beside, shown, submission.given)
    except Unreadable as error:
        why = message_of(error)
        source = Source(exercise, called, unreadable=why) if error.ours else broken(exercise, called, why)
    notes = [*_taken_for(called, right), *notes]
    submission.sources[exercise] = replace(source, file=called, notes=(*source.notes, *notes))


def _add_file(submission: Submission, path: Path, ids: list[str]) -> None:
    if not os.path.lexists(path):
        file = _file_meant(path, ids)
        raise UsageError(f"{path}: there is no such file{f'; did you mean {file}?' if file else ''}")
    exercise = exercise_of(path.name, ids)
    if exercise is None:
        raise UsageError(f"{path}: {_no_exercise(path, ids)}")
    if exercise in submission.sources:
        raise UsageError(f"{path}: there are two files for {exercise}; hand in one")
    right = right_name(path.name, exercise)
    try:
        name = None if right == path.name else right
        source = read_source(_place(path), exercise, name, shown=str(path), given=submission.given)
    except Unreadable as error:
        raise UsageError(str(error)) from None
    submission.sources[exercise] = replace(
        source, file=one_line(path.name, 300), notes=(*source.notes, *_taken_for(path.name, right))
    )
    submission.paths[exercise] = path


def _taken_for(name: str, right: str) -> list[Message]:
    called = one_line(name, 300)
    return [] if right == name else [say("{file} was taken for {name}", file=called, name=right.rpartition("/")[2])]


def _no_exercise(path: Path, ids: list[str]) -> str:
    if several := fitting(path.name, ids):
        return f"its name fits several exercises ({', '.join(several)}); name it after one of them"
    near = difflib.get_close_matches(path.stem, ids, 1, 0.5)
    fix = f"did you mean {near[0]}.py?" if near else f"the exercises are {', '.join(ids)}"
    called = path.stem if path.suffix in SUFFIXES else path.name
    return f"no exercise is called {one_line(called, 60)!r}; {fix}"


def _file_meant(path: Path, ids: list[str]) -> Path | None:
    """Of a path that does not exist: the file of the exercise that it names, here or in exercises/, or a near name."""
    if path.stem in ids:
        folders = (path.parent, path.parent / "exercises")
        named = [folder / f"{path.stem}{suffix}" for folder in folders for suffix in SUFFIXES]
        if found := next((file for file in named if file.is_file()), None):
            return found
    near = difflib.get_close_matches(path.name, _listing(path.parent), 1, 0.8)
    return path.parent / near[0] if near else None


def _listing(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _beside(files: Mapping[str, Path], lost: Mapping[Path, str]) -> Callable[[str, str], list[tuple[str, Path]]]:
    """What `OnDisk` answers, for files whose names are not those on the disk: (the importing file's folder, word).

    lost: what came to us unreadable -> why. Who asks for that gets Unreadable.
    """
    modules: dict[str, list[tuple[str, Path]]] = {}
    packages: dict[str, list[tuple[str, Path]]] = {}
    for name in sorted(files):
        if name.endswith(".py"):
            folder, _, file = name.rpartition("/")
            modules[name[:-3]] = [(file, files[name])]
            packages.setdefault(folder, []).append((f"{folder.rpartition('/')[2]}/{file}", files[name]))

    def beside(folder: str, word: str) -> list[tuple[str, Path]]:
        wanted = f"{folder}/{word}" if folder else word
        found = packages.get(wanted) or modules.get(wanted, [])
        for name, path in found:
            if path in lost:
                raise Unreadable(say("{file}: {reason}", file=name, reason=lost[path]), ours=True)
        return found

    return beside
