"""A student's own attempts: a line each, beside the reports, written by `grade submit` and read by `grade list`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

ATTEMPTS = "attempts.jsonl"


class Attempt(msgspec.Struct):
    """One grading, as `grade submit` records it: the score of each exercise that was graded."""

    graded_at: str
    seed: str
    score: float
    points: float
    exercises: dict[str, float]


def record(folder: Path, attempt: Attempt) -> None:
    """Appends one line: earlier attempts are never rewritten."""
    with open(folder / ATTEMPTS, "ab") as file:
        file.write(msgspec.json.encode(attempt) + b"\n")


def attempts(folder: Path) -> Iterator[Attempt]:
    """What was recorded, oldest first; a line cut short by a crash is passed over."""
    try:
        lines = (folder / ATTEMPTS).read_bytes().splitlines()
    except FileNotFoundError:
        return
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
