"""The bars of a student's page: the score, and what each attempt came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.outcomes.history import Moment
from grader.outcomes.result import Result


@dataclass(frozen=True)
class Segment:
    """An exercise's part of the score bar, in percent of its width. got: the part of it that was earned."""

    x: float
    width: float
    got: float
    status: str


@dataclass(frozen=True)
class Bar:
    """An attempt's bar, in percent of the picture."""

    x: float
    width: float
    got: float


def segments(result: Result) -> list[Segment]:
    total, x, found = sum(e.points for e in result.exercises) or 1.0, 0.0, []
    for exercise in result.exercises:
        width = 100 * exercise.points / total
        got = 100 * exercise.score / total
        found.append(Segment(round(x, 2), round(width, 2), round(got, 2), exercise.status))
        x += width
    return found


def attempt_bars(moments: Sequence[Moment], points: float) -> list[Bar]:
    """Few attempts do not fill the width: a bar is not wider than a sixteenth of it."""
    slot = 100 / max(len(moments), 16)
    heights = [min(100.0, 100 * moment.score / (points or 1.0)) for moment in moments]
    return [Bar(round(i * slot, 2), round(slot * 0.8, 2), round(got, 2)) for i, got in enumerate(heights)]
