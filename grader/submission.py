"""Finding a student's sources: files and folders, opened with care, taken apart just far enough to hand them on."""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import StudentError, UsageError
from grader.source import Source
from grader.text import one_line
from grader.worker.wire import Cell

MAX_FILE = 2 * 2**20
MAX_NOTEBOOK = 24 * 2**20
"""Bytes; a notebook's outputs (pictures) count."""
MAX_HELPERS = 40
SUFFIXES = (".py", ".ipynb")


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


def _add_folder(submission: Submission, folder: Path, ids: list[str]) -> None:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from None
    found = [folder / name for name in names if Path(name).suffix in SUFFIXES and Path(name).stem in ids]
    for exercise in ids:
        candidates = [path for path in found if path.stem == exercise]
        if candidates:
            newest = max(candidates, key=lambda path: path.lstat().st_mtime)
            notes = [f"{path.name} is older and was not graded" for path in candidates if path != newest]
            _put(submission, newest, exercise, notes)
    used = {path.name for path in found} | {name for source in submission.sources.values() for name in source.files}
    others = [name for name in names if name not in used and not name.startswith(".") and not (folder / name).is_dir()]
    submission.ignored += [one_line(name, 100) for name in others[:100]]


def _put(submission: Submission, path: Path, exercise: str, notes: list[str]) -> None:
    try:
        source = read_source(path, exercise)
    except _Unreadable as error:
        source = _broken(exercise, path.name, str(error))
    submission.sources[exercise] = Source(
        exercise, source.file, source.main, source.files, source.cells, (*source.notes, *notes), source.broken
    )


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


def read_source(path: Path, exercise: str) -> Source:
    """One exercise's file with the helpers it may import. A notebook that is none is a source that is `broken`."""
    if path.suffix == ".ipynb":
        text = _read(path, MAX_NOTEBOOK)
        try:
            cells = _code_cells(text)
        except (ValueError, RecursionError) as error:
            return _broken(exercise, path.name, f"{path.name} is no notebook: {one_line(str(error), 200)}")
        main = "\n".join(cell.source for cell in cells).encode(errors="replace")
        return Source(exercise, path.name, "", _helpers(path, main), cells)
    text = _read(path, MAX_FILE)
    return Source(exercise, path.name, path.name, {path.name: text, **_helpers(path, text)})


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


def _read(path: Path, limit: int) -> bytes:
    """A regular file's bytes, never through a link, never waiting for a pipe."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = "it is a link; hand in the file itself" if path.is_symlink() else error.strerror
        raise _Unreadable(f"{path}: {reason}") from None
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _Unreadable(f"{path}: it is not a regular file")
        if status.st_size > limit:
            raise _Unreadable(f"{path}: {status.st_size:,} bytes; a submission may have {limit:,}")
        return file.read(limit)


def _decode(text: bytes, path: Path) -> None:
    """Raises _Unreadable for bytes that are no text in the encoding they claim."""
    import io
    import tokenize

    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(text).readline)
        text.decode(encoding)
    except (UnicodeDecodeError, SyntaxError) as error:
        raise _Unreadable(f"{path}: not text that Python can decode ({error}); save it as UTF-8") from None


def _helpers(path: Path, text: bytes) -> dict[str, bytes]:
    """The Python files beside an exercise, and in folders beside it, that it seems to import, or that those do.

    A line with `import` on it names its words; more than is imported does no harm.
    """
    folder, found, todo = path.parent, dict[str, bytes](), [text]
    while todo and len(found) < MAX_HELPERS:
        lines = [line for line in todo.pop().splitlines() if b"import" in line]
        for word in sorted(set(re.findall(rb"[A-Za-z_]\w*", b" ".join(lines)))):
            for candidate in _modules(folder, word.decode()):
                name = str(candidate.relative_to(folder))
                if candidate == path or name in found or len(found) >= MAX_HELPERS:
                    continue
                with contextlib.suppress(_Unreadable):
                    found[name] = _read(candidate, MAX_FILE)
                    todo.append(found[name])
    return found


def _modules(folder: Path, name: str) -> list[Path]:
    if (folder / name).is_dir():
        return sorted((folder / name).glob("*.py"))
    return [folder / f"{name}.py"] if (folder / f"{name}.py").is_file() else []
