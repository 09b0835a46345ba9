"""Finding a student's sources: files and folders, opened with care, taken apart just far enough to hand them on."""

from __future__ import annotations

import contextlib
import difflib
import importlib.util
import itertools
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from grader.errors import StudentError, UsageError
from grader.source import Source
from grader.text import one_line
from grader.worker.wire import Cell

MAX_FILE = 2 * 2**20
MAX_NOTEBOOK = 24 * 2**20
"""Bytes; a notebook's outputs (pictures) count."""
MAX_HELPERS = 40
MAX_WORDS = 2000
"""Words beside an `import` in one file that are looked for on the disk."""
SUFFIXES = (".py", ".ipynb")

Beside = Callable[[str], list[tuple[str, Path]]]
"""The Python files that an `import` of that word may mean: (name relative to the importing file's folder, where)."""


class _Unreadable(Exception):
    pass


@dataclass
class Submission:
    """exercise id -> source, and the names of what was passed over."""

    sources: dict[str, Source] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    whole: bool = False
    """A folder was handed in: exercises without a file are missing, not merely not asked for."""


def collect(paths: Iterable[Path], ids: Iterable[str]) -> Submission:
    """The sources under the given files and folders.

    Raises UsageError for a path that does not exist or cannot be read, and for a file that is no exercise.
    """
    submission, ids, paths = Submission(), list(ids), list(paths)
    for path in paths:
        if path.is_dir():
            submission.whole = True
            _add_folder(submission, path, ids)
        else:
            _add_file(submission, path, ids, alone=len(paths) == 1)
    return submission


def collect_files(files: Mapping[str, Path], ids: Iterable[str]) -> Submission:
    """The sources among one student's files: the name that the student knows (relative, posix) -> where the file lies.

    Nothing but `files` is opened, wherever else an import may point to.
    """
    submission = Submission(whole=True)
    beside = _beside(files)
    best = ranked(files, ids, lambda name: _modified(files[name]))
    for exercise, (name, *others) in best.items():
        here = partial(beside, name.rpartition("/")[0])
        _put(submission, files[name], exercise, _passed_over(name, others), name, here)
    _ignore(submission, files, best)
    return submission


def ranked(names: Iterable[str], ids: Iterable[str], modified: Callable[[str], float]) -> dict[str, list[str]]:
    """exercise -> the names that could be its file, the one that counts first: the shallowest, of those the newest."""
    found: dict[str, list[str]] = {exercise: [] for exercise in ids}
    for name in sorted(names):
        stem, suffix = os.path.splitext(name.rpartition("/")[2])
        if suffix in SUFFIXES and stem in found:
            found[stem].append(name)
    for candidates in found.values():
        if len(candidates) > 1:
            candidates.sort(key=lambda name: (name.count("/"), -modified(name)))
    return {exercise: candidates for exercise, candidates in found.items() if candidates}


def _passed_over(name: str, others: Iterable[str]) -> list[str]:
    level = name.count("/")
    why = {other: "lies deeper" if other.count("/") > level else "is older" for other in itertools.islice(others, 20)}
    return [f"{other} {reason} and was not graded" for other, reason in why.items()]


def _modified(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0.0


def _add_folder(submission: Submission, folder: Path, ids: list[str]) -> None:
    try:
        names = [name for name in sorted(os.listdir(folder)) if not name.startswith(".")]
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from None
    best = ranked(names, ids, lambda name: _modified(folder / name))
    for exercise, (name, *others) in best.items():
        _put(submission, folder / name, exercise, _passed_over(name, others))
    _ignore(submission, (name for name in names if not (folder / name).is_dir()), best)


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
    notes: list[str],
    name: str | None = None,
    beside: Beside | None = None,
) -> None:
    try:
        source = read_source(path, exercise, name, beside)
    except _Unreadable as error:
        source = _broken(exercise, one_line(name or path.name, 300), str(error))
    submission.sources[exercise] = replace(source, notes=(*source.notes, *notes))


def _add_file(submission: Submission, path: Path, ids: list[str], alone: bool) -> None:
    if not os.path.lexists(path):
        near = difflib.get_close_matches(path.name, _listing(path.parent), 1)
        raise UsageError(f"{path}: there is no such file{f'; did you mean {path.parent / near[0]}?' if near else ''}")
    exercise = path.stem
    if path.suffix not in SUFFIXES or exercise not in ids:
        near = difflib.get_close_matches(exercise, ids, 1, 0.5)
        mend = f"did you mean {near[0]}.py?" if near else f"the exercises are {', '.join(ids)}"
        raise UsageError(f"{path}: no exercise is called {one_line(exercise, 60)!r}; {mend}")
    if exercise in submission.sources:
        raise UsageError(f"{path}: there are two files for {exercise}; hand in one")
    try:
        source = read_source(path, exercise)
        if alone and source.main:
            _decode(source.files[source.main], path)
    except _Unreadable as error:
        raise UsageError(str(error)) from None
    submission.sources[exercise] = source


def _listing(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


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
            return _broken(exercise, called, f"{base} is no notebook: {one_line(str(error), 200)}")
        main = "\n".join(cell.source for cell in cells).encode(errors="replace")
        return Source(exercise, called, "", _helpers(path, main, beside), cells)
    text = _read(path, MAX_FILE, shown)
    return Source(exercise, called, base, {base: text, **_helpers(path, text, beside)})


def require_notebooks(what: object) -> None:
    """Raises UsageError where what reads notebooks is not installed: no student is to lose points by that."""
    if not all(importlib.util.find_spec(name) for name in ("IPython", "jupytext", "nbformat")):
        raise UsageError(f"{what}: notebooks need more packages: pip install 'autograd-grader[notebook]'")


def _broken(exercise: str, file: str, message: str) -> Source:
    return Source(exercise, file, broken=StudentError("syntax_error", message, stops_exercise=True))


def _code_cells(text: bytes) -> tuple[Cell, ...]:
    """A notebook's code cells, numbered as the reader counts them (from 1, code cells only). Raises ValueError."""
    import nbformat

    try:
        raw = json.loads(text.decode("utf-8-sig"))
        if isinstance(raw, dict) and raw.get("nbformat") in (1, 2, 3):
            raw = nbformat.convert(nbformat.from_dict(raw), 4)
        cells = raw["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        texts = [source if isinstance(source, str) else "".join(source) for source in sources]
    except UnicodeDecodeError as error:
        raise ValueError(f"it is not UTF-8 text ({error.reason})") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error}") from None
    except Exception as error:  # nothing but the student's file and nbformat's reading of it is at work here
        raise ValueError(f"it has not the form of one ({type(error).__name__}: {error})") from None
    return tuple(Cell(i, text.encode("utf-8", "replace").decode()) for i, text in enumerate(texts, 1))


def _read(path: Path, limit: int, shown: str) -> bytes:
    """A regular file's bytes, never through a link, never waiting for a pipe. shown: what a complaint calls it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = "it is a link; hand in the file itself" if path.is_symlink() else error.strerror
        raise _Unreadable(f"{shown}: {reason}") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _Unreadable(f"{shown}: it is not a regular file")
        if status.st_size > limit:
            raise _Unreadable(f"{shown}: {status.st_size:,} bytes; a submission may have {limit:,}")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(status.st_size)
    finally:
        os.close(descriptor)


def _decode(text: bytes, path: Path) -> None:
    """Raises _Unreadable for bytes that are no text in the encoding they claim."""
    import io
    import tokenize

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(text).readline)
        text.decode(encoding)
    except (UnicodeError, SyntaxError) as error:
        raise _Unreadable(f"{path}: not text that Python can decode ({error}); save it as UTF-8") from None


def _helpers(path: Path, text: bytes, beside: Beside) -> dict[str, bytes]:
    """The Python files beside an exercise, and in folders beside it, that it seems to import, or that those do.

    A line with `import` on it names its words; more than is imported does no harm.
    """
    found, todo = dict[str, bytes](), [text]
    while todo and len(found) < MAX_HELPERS:
        lines = [line for line in todo.pop().splitlines() if b"import" in line]
        words = set(re.findall(rb"[A-Za-z_]\w*", b" ".join(lines)))
        for word in sorted(words)[:MAX_WORDS]:
            for name, candidate in beside(word.decode()):
                if candidate == path or name in found or len(found) >= MAX_HELPERS or not _is_text(name):
                    continue
                with contextlib.suppress(_Unreadable):
                    found[name] = _read(candidate, MAX_FILE, name)
                    todo.append(found[name])
    return found


def _is_text(name: str) -> bool:
    """Not so for a file name whose bytes are no UTF-8: it cannot be sent, and no import means it."""
    return name.encode(errors="replace").decode() == name


def _on_disk(folder: Path, word: str) -> list[tuple[str, Path]]:
    if (folder / word).is_dir():
        return [(f"{word}/{path.name}", path) for path in sorted((folder / word).glob("*.py"))]
    return [(f"{word}.py", folder / f"{word}.py")] if (folder / f"{word}.py").is_file() else []


def _beside(files: Mapping[str, Path]) -> Callable[[str, str], list[tuple[str, Path]]]:
    """What `_on_disk` answers, for files whose names are not those on the disk: (the importing file's folder, word)."""
    modules: dict[str, list[tuple[str, Path]]] = {}
    packages: dict[str, list[tuple[str, Path]]] = {}
    for name in sorted(files):
        if name.endswith(".py"):
            folder, _, file = name.rpartition("/")
            modules[name[:-3]] = [(file, files[name])]
            packages.setdefault(folder, []).append((f"{folder.rpartition('/')[2]}/{file}", files[name]))

    def beside(folder: str, word: str) -> list[tuple[str, Path]]:
        wanted = f"{folder}/{word}" if folder else word
        return packages.get(wanted) or modules.get(wanted, [])

    return beside
