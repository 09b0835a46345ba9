"""Jacobians: three of them as tables of levels around the worst entry, and a scatter of the student's backward against
differences of the student's forward. The template draws them. null stands for a number that is not finite."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from grader.checks.readings import SAME
from grader.language import gettext as _
from grader.outcomes.outcome import Jacobians

WINDOW = 8
"""Rows and columns that are shown."""
DIFFERENCES = 1e-2
"""Agreement, relative to the largest entry, that finite differences can promise whatever the dtype."""
DOTS = 200
"""Entries in the scatter: those that differ first."""
LEFT, RIGHT, TOP, BOTTOM = 60, 300, 12, 252
"""The scatter's box in the viewBox, 320 × 300."""


@dataclass(frozen=True)
class Cell:
    """kinds: p1…p4 above zero, n1…n4 below, by magnitude; worst; differs (from what is expected)."""

    text: str
    kinds: str


@dataclass(frozen=True)
class HeatTable:
    """One Jacobian: (row index, cells) for the columns shown."""

    name: str
    columns: list[int]
    rows: list[tuple[int, list[Cell]]]


@dataclass(frozen=True)
class Scatter:
    """An entry of the Jacobian each: x by differences of the forward, y by the backward. dots: where the two agree;
    crosses: where they do not. `ring`: the worst entry."""

    dots: list[tuple[float, float]]
    crosses: list[tuple[float, float]]
    ring: tuple[float, float] | None
    ticks: list[tuple[float, float, str]]
    said: str


@dataclass(frozen=True)
class Heat:
    """The three Jacobians around their worst entry. worst: that entry in words; part: what is shown, if not all."""

    wrt: str
    tables: list[HeatTable]
    scatter: Scatter | None
    worst: str
    part: str | None
    meaning: str | None


def heat(jacobians: Jacobians) -> Heat | None:
    """None where there is nothing to show, or the three are not of one shape."""
    analytic, numeric, expected = (
        np.array(j, dtype=float) for j in (jacobians.analytic, jacobians.numeric, jacobians.expected)
    )
    if expected.ndim != 2 or expected.size == 0 or not analytic.shape == numeric.shape == expected.shape:
        return None
    at = (min(jacobians.row, expected.shape[0] - 1), min(jacobians.column, expected.shape[1] - 1))
    rows, columns = (_window(i, length) for i, length in zip(at, expected.shape, strict=True))
    scale = _scale(analytic, expected)
    named = (
        (_("your gradient"), analytic, SAME),
        (_("expected"), expected, math.inf),
        (_("differences of your forward"), numeric, DIFFERENCES),
    )
    return Heat(
        wrt=jacobians.wrt,
        tables=[_table(name, j, ~_near(j, expected, tol), scale, rows, columns, at) for name, j, tol in named],
        scatter=_scatter(analytic, numeric, at),
        worst=_(
            "The worst entry, in row %(row)s and column %(column)s: %(values)s",
            row=at[0],
            column=at[1],
            values=", ".join(f"{name} {_entry(j[at], 6)}" for name, j, _tolerance in named),
        ),
        part=_part(rows, columns, expected.shape),
        meaning=_meaning(analytic, numeric, expected),
    )


def _part(rows: range, columns: range, shape: tuple[int, ...]) -> str | None:
    if (len(rows), len(columns)) == shape:
        return None
    return part_in_words((rows[0], rows[-1], shape[0]), (columns[0], columns[-1], shape[1]))


def part_in_words(rows: tuple[int, int, int], columns: tuple[int, int, int]) -> str:
    """Which part of a matrix is shown: the first, the last, how many there are."""
    return _(
        "Shown: rows %(row)s to %(last_row)s of %(rows)s, columns %(column)s to %(last_column)s of %(columns)s, around "
        "the worst entry.",
        row=rows[0], last_row=rows[1], rows=rows[2], column=columns[0], last_column=columns[1], columns=columns[2],
    )  # fmt: skip


def _window(center: int, length: int) -> range:
    start = max(0, min(center - WINDOW // 2, length - WINDOW))
    return range(start, min(start + WINDOW, length))


def _scale(*jacobians: np.ndarray) -> float:
    return max((float(np.max(np.abs(j), initial=0.0, where=np.isfinite(j))) for j in jacobians), default=0.0)


def _near(a: np.ndarray, b: np.ndarray, tolerance: float) -> np.ndarray:
    """Entry by entry, relative to the largest of b; NaN is near nothing, unless the tolerance is infinite."""
    with np.errstate(all="ignore"):
        return np.asarray((np.abs(a - b) <= tolerance * _scale(b) + 1e-12) | math.isinf(tolerance))


def _table(
    name: str, jacobian: np.ndarray, differs: np.ndarray, scale: float, rows: range, columns: range, at: tuple[int, int]
) -> HeatTable:
    def cell(i: int, j: int) -> Cell:
        value = float(jacobian[i, j])
        depth = math.ceil(4 * min(math.sqrt(abs(value) / scale), 1) - 1e-9) if scale and math.isfinite(value) else 0
        kinds = [f"{'p' if value > 0 else 'n'}{depth}"] if depth else []
        kinds += ["worst"] * ((i, j) == at) + ["differs"] * bool(differs[i, j])
        return Cell(f"{'≠ ' if differs[i, j] else ''}{_entry(value, 3)}", " ".join(kinds))

    return HeatTable(name, list(columns), [(i, [cell(i, j) for j in columns]) for i in rows])


def _entry(value: float, digits: int) -> str:
    return f"{value:.{digits}g}".replace("e-0", "e-").replace("e+0", "e") if math.isfinite(value) else _("not finite")


def _meaning(analytic: np.ndarray, numeric: np.ndarray, expected: np.ndarray) -> str | None:
    """What the three say together about where the mistake is."""
    forward_right = _near(numeric, expected, DIFFERENCES).all()
    own_forward = _near(analytic, numeric, DIFFERENCES).all()
    if own_forward and forward_right:
        return None
    if own_forward:
        return _("Your gradient matches your own forward, but your forward does not compute what is expected.")
    if forward_right:
        return _(
            "Differences of your forward give the expected numbers: here the forward is right, the gradient is not."
        )
    return _("Your gradient matches neither your own forward nor the expected one: look at the forward first.")


def _scatter(analytic: np.ndarray, numeric: np.ndarray, at: tuple[int, int]) -> Scatter | None:
    """None where fewer than two entries are finite in both."""
    finite = np.isfinite(analytic) & np.isfinite(numeric)
    if finite.sum() < 2:
        return None
    apart = finite & ~_near(analytic, numeric, DIFFERENCES)
    both = np.concatenate([analytic[finite], numeric[finite]])
    low, high = float(both.min()), float(both.max())
    pad = (high - low) * 0.06 or abs(high) * 0.06 or 1.0

    def place(value: float) -> float:
        return (value - low + pad) / (high - low + 2 * pad)

    def point(index: tuple[int, ...]) -> tuple[float, float]:
        return _right(place(float(numeric[index]))), _up(place(float(analytic[index])))

    crosses, dots = _places(apart), _places(finite & ~apart)
    return Scatter(
        dots=sorted({point(index) for index in dots}),
        crosses=sorted({point(index) for index in crosses}),
        ring=point(at) if finite[at] else None,
        ticks=[(_right(place(v)), _up(place(v)), _entry(v, 3)) for v in sorted({low, (low + high) / 2, high})],
        said=_agreement(int(finite.sum()), int(apart.sum())),
    )


def _places(where: np.ndarray) -> list[tuple[int, ...]]:
    """At most DOTS of the places where it is true, spread over all of them."""
    found = np.argwhere(where)
    return [tuple(int(i) for i in index) for index in found[:: max(1, -(-len(found) // DOTS))]]


def _right(fraction: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * fraction, 1)


def _up(fraction: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * fraction, 1)


def _agreement(entries: int, apart: int) -> str:
    if apart == 0:
        return _("Every entry lies on the diagonal: your backward is the derivative of your own forward.")
    return _(
        "%(n)s of %(all)s entries are not on the diagonal: there your backward does not match your forward.",
        all=f"{entries:,}",
        n=f"{apart:,}",
    )
