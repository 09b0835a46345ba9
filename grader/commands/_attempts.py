"""A student's own attempts: a line each, beside the reports, written by `grade submit` and read by `grade list`."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.errors import UsageError, reason
from grader.outcomes.history import Attempt

ATTEMPTS = "attempts.jsonl"


def record(folder: Path, attempt: Attempt) -> None:
    """Appends one line: earlier attempts are never rewritten, and where there is no room nothing is added."""
    line = msgspec.json.encode(attempt) + b"\n"
    with open(folder / ATTEMPTS, "a+b", buffering=0) as file:
        end = file.seek(0, os.SEEK_END)
        try:
            _append(file, line if _ends_a_line(file, end) else b"\n" + line)
        except BaseException:
            with contextlib.suppress(OSError):
                file.truncate(end)
            raise


def _ends_a_line(file: io.FileIO, end: int) -> bool:
    """Not where a line was cut short by a crash: the next one must not be lost with it."""
    if end == 0:
        return True
    file.seek(end - 1)
    return file.read(1) == b"\n"


def _append(file: io.FileIO, line: bytes) -> None:
    while line:
        line = line[file.write(line) :]


def attempts(folder: Path) -> Iterator[Attempt]:
    """What was recorded, oldest first; a line cut short by a crash is passed over. Raises UsageError where the file
    cannot be read."""
    try:
        lines = (folder / ATTEMPTS).read_bytes().splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(
            "{path}: cannot be read ({reason}); make it readable, or see --out",
            path=folder / ATTEMPTS,
            reason=reason(error),
        ) from None
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Attempt)
        except msgspec.MsgspecError:
            continue


def best_scores(folder: Path) -> dict[str, float]:
    """exercise id -> the best score so far."""
    best: dict[str, float] = {}
    for attempt in attempts(folder):
        for exercise, score in attempt.exercises.items():
            best[exercise] = max(score, best.get(exercise, 0.0))
    return best
