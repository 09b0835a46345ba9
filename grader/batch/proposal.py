"""Grading a class again, only proposed: it is graded beside the reports, which stay as they are until then.

The proposal is a folder of its own in the folder of reports: a copy of the gradebook, and the store linked file by
file. A batch into that folder grades what has changed, and can be killed and run again as any batch. Applying it puts
the gradings that differ into the gradebook in one transaction, then what is stored beside it; dropping it removes the
folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import insert, select

from grader.batch.lock import alone
from grader.batch.rounds import SEEDS
from grader.batch.store import FOLDER as STORE
from grader.errors import UsageError, reason
from grader.files import write_atomically
from grader.gradebook import FILE, Gradebook, StoredAttempt, open_book
from grader.gradebook.schema import Base, VersionRow
from grader.message import say
from grader.outcomes.result import ExerciseResult, Result, stored
from grader.text import number

FOLDER, BASE = ".proposal", "base.json"
_COPIED = (SEEDS, "round", "lock", "graded_with", "before", "told", "stamp")
"""Files of the store that are written in place, or that are about the reports."""


def folder(out: Path) -> Path:
    return out / FOLDER


def begin(out: Path, book: Gradebook) -> bool:
    """Makes the proposal's folder; whether there is one already, which then goes on. Raises UsageError."""
    made = folder(out)
    if (made / FILE).exists():
        return True
    part = out / f"{FOLDER}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(made, ignore_errors=True)
        if (out / STORE).is_dir():
            shutil.copytree(out / STORE, part / STORE, copy_function=_linked, ignore=_not_linked)
        part.mkdir(exist_ok=True)
        if (out / STORE / SEEDS).exists():
            shutil.copy(out / STORE / SEEDS, part / STORE / SEEDS)
        write_atomically(part / BASE, msgspec.json.encode(book.every_grading()))
        _copy(book, part / FILE)
        os.rename(part, made)
    except OSError as error:
        raise UsageError("{path}: {reason}; nothing was proposed", path=part, reason=reason(error)) from None
    return False


def _linked(source: str, target: str) -> None:
    """The store's files are written once and replaced as a whole, so a link to one is a copy of it."""
    try:
        os.link(source, target)
    except OSError:  # a disk without links
        shutil.copy2(source, target)


def _not_linked(place: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(place).name == STORE and name in _COPIED]


def _copy(book: Gradebook, path: Path) -> None:
    """The tables row by row, from whichever database."""
    with open_book(path) as copy, book.reading() as source, copy.writing() as target:
        for table in Base.metadata.sorted_tables:
            if table.name == VersionRow.__tablename__:
                continue
            found = source.execute(select(table))
            while rows := found.fetchmany(500):
                target.execute(insert(table), [dict(row._mapping) for row in rows])


def opened(out: Path) -> Gradebook:
    """Raises UsageError where nothing is proposed."""
    if not (folder(out) / FILE).exists():
        raise UsageError("{path}: nothing is proposed; `grade regrade DIR` does that", path=out)
    return open_book(folder(out) / FILE, create=False)


def drop(out: Path) -> None:
    """Raises UsageError where nothing is proposed."""
    if not folder(out).exists():
        raise UsageError("{path}: nothing is proposed", path=out)
    shutil.rmtree(folder(out))


def apply(out: Path, book: Gradebook, *, never_lower: bool) -> int:
    """How many attempts have another grading now; the proposal is removed. Raises UsageError."""
    with alone(out), opened(out) as proposed:
        again = list(_again(out, book, proposed, never_lower=never_lower))
        book.regrade(again)
        _take_over(out)
    drop(out)
    return len(again)


def _again(
    out: Path, book: Gradebook, proposed: Gradebook, *, never_lower: bool
) -> Iterator[tuple[StoredAttempt, str, str, Result]]:
    """Attempts that were graded in another way than when it was proposed; what was handed in since is for the next
    batch. What is in the gradebook as proposed was applied before somebody stopped that."""
    base = msgspec.json.decode((folder(out) / BASE).read_bytes(), type=dict[str, dict[str, str]])
    new = {(each.student.key, each.submission): each for each in proposed.attempts()}
    gradings, there = proposed.gradings(), book.every_grading()
    for attempt in book.attempts():
        student, submission = attempt.student.key, attempt.submission
        then, now = (each.get(student, {}).get(submission) for each in (base, gradings))
        if then is None or now is None or now in (then, there[student][submission]):
            continue
        result = proposed.document(new[student, submission].id)
        if never_lower:
            result = _raised(book.document(attempt.id), result)
        yield attempt, then, now, result


def _raised(before: Result, now: Result) -> Result:
    """With what was there in place of every exercise that would have less."""
    old = {e.id: e for e in before.exercises}
    exercises = [_higher(old.get(e.id), e) for e in now.exercises]
    return msgspec.structs.replace(now, exercises=exercises, score=sum(e.score for e in exercises))


def _higher(before: ExerciseResult | None, now: ExerciseResult) -> ExerciseResult:
    if before is None or before.score <= now.score or before.points != now.points:
        return now
    note = say(
        "graded again with changed checks, which would give {score} points: what was given before stays",
        score=number(now.score),
    )
    return stored(msgspec.structs.replace(before, notes=[*before.notes, note]))


def _take_over(out: Path) -> None:
    """The results and the attempts as they were graded now; killed here, the next batch grades them once more."""
    store = folder(out) / STORE
    for path in sorted(store.rglob("*")):
        place = out / STORE / path.relative_to(store)
        if path.is_dir():
            place.mkdir(mode=0o700, exist_ok=True, parents=True)
        elif path.name not in _COPIED:
            os.replace(path, place)
    with contextlib.suppress(FileNotFoundError):
        seeds, there = (store / SEEDS).read_bytes(), b""
        with contextlib.suppress(FileNotFoundError):
            there = (out / STORE / SEEDS).read_bytes()
        if seeds.startswith(there):
            write_atomically(out / STORE / SEEDS, seeds)
