"""Geometry of the report's figures: loss curves as SVG paths, Jacobians as tables of levels. The templates draw them.

Everything here works on stored numbers, where null stands for one that is not finite.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.outcome import Curves, Jacobians
from grader.readings import SAME
from grader.text import number

Losses = Sequence[float | None]
Tick = tuple[float, str]

LEFT, RIGHT, TOP, BOTTOM = 70, 545, 22, 212
"""The plot's box in the viewBox, 560 × 260. On the left six digits fit, at a narrow screen's larger letters too."""
BUCKETS = 200
"""Longer curves are thinned out to the smallest and the largest loss in each of so many stretches of steps."""
LOG_FROM = 50.0
"""Largest over smallest loss from which the scale is logarithmic."""
WINDOW = 12
"""Rows and columns of a Jacobian that are shown."""
DIFFERENCES = 1e-2
"""Agreement, relative to the largest entry, that finite differences can promise whatever the dtype."""


@dataclass(frozen=True)
class Mark:
    """The step at which the curves part. dots: the two losses there; anchor: the side of x that has room for words."""

    x: float
    step: int
    dots: list[tuple[str, float]]
    anchor: str


@dataclass(frozen=True)
class LossChart:
    """yours, reference: SVG path data. rows: (step, yours, reference) in words, around the mark and the last."""

    yours: str
    reference: str
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    logarithmic: bool
    mark: Mark | None
    caption: str
    rows: list[tuple[int, str, str]]


def loss_chart(curves: Curves) -> LossChart:
    steps = max(len(curves.actual), len(curves.expected), 1)
    values = [v for v in (*curves.actual, *curves.expected) if v is not None]
    y, y_ticks, logarithmic = _vertical(values)

    def x(step: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (step / (steps - 1) if steps > 1 else 0.5), 1)

    first = None if curves.first is None else min(max(curves.first, 0), steps - 1)
    return LossChart(
        yours=_path(curves.actual, x, y, first),
        reference=_path(curves.expected, x, y, first),
        x_ticks=[(x(step), str(step)) for step in _round_steps(steps)],
        y_ticks=y_ticks,
        logarithmic=logarithmic,
        mark=None if first is None else _mark(curves, first, x, y),
        caption=_in_words(curves, steps, logarithmic),
        rows=_rows(curves, steps, first),
    )


def _vertical(values: list[float]) -> tuple[Callable[[float], float], list[Tick], bool]:
    """Loss -> y in the viewBox, ticks, and whether the scale is logarithmic. Zeros lie on the floor of that one."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    smallest = min((v for v in values if v > 0), default=1.0)
    if low >= 0 and high / LOG_FROM > smallest:
        bottom, top = math.floor(math.log10(smallest)), math.ceil(math.log10(high))
        every = math.ceil((top - bottom) / 5)
        decades = range(bottom, top + 1, every)

        def logarithmic(value: float) -> float:
            return _height((math.log10(max(value, smallest)) - bottom) / (top - bottom))

        return logarithmic, [(_height((d - bottom) / (top - bottom)), _power(d)) for d in decades], True

    pad = (high / 2 - low / 2) / 10 or abs(high) / 10 or 0.5
    bottom_, span = max(low - pad, -1.7e308), min(high + pad, 1.7e308) / 2 - max(low - pad, -1.7e308) / 2

    def linear(value: float) -> float:
        return _height((value / 2 - bottom_ / 2) / span)  # halves: a difference of two doubles may be infinite

    return linear, [(linear(v), number(v)) for v in _round_values(bottom_, span)], False


def _power(decade: int) -> str:
    return f"{10.0**decade:g}" if -4 < decade < 5 else f"1e{decade}"


def _height(fraction: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * fraction, 1)


def _round_values(bottom: float, half_span: float) -> Iterator[float]:
    """Multiples of 1, 2 or 5 times a power of ten, three to six of them."""
    rough = half_span / 2
    unit = 10.0 ** max(math.floor(math.log10(rough)), -300) if rough > 0 else 1.0
    step = next((unit * k for k in (1, 2, 5) if unit * k >= rough), unit * 10)
    for i in range(8):
        value = (math.ceil(bottom / step) + i) * step
        if not value / 2 <= bottom / 2 + half_span:
            return
        yield 0.0 if abs(value) < step / 2 else value


def _round_steps(steps: int) -> range:
    rough = max((steps - 1) / 5, 1)
    unit = 10 ** math.floor(math.log10(rough))
    return range(0, steps, next(unit * k for k in (1, 2, 5, 10) if unit * k >= rough))


def _path(losses: Losses, x: Callable[[float], float], y: Callable[[float], float], first: int | None) -> str:
    """Path data; a gap where there is no number, a dot where one stands alone (the line's caps are round)."""
    parts, drawing = [], False
    for step in _thinned(losses, first):
        loss = losses[step]
        if loss is None:
            drawing = False
            continue
        parts.append(f"{'L' if drawing else 'M'}{x(step):g} {y(loss):g}{'' if drawing else 'h0'}")
        drawing = True
    return "".join(parts)


def _thinned(losses: Losses, first: int | None) -> list[int]:
    """Steps to draw: of each stretch the smallest and the largest loss; a gap only where it has no number at all."""
    size = -(-len(losses) // BUCKETS)
    if size <= 2:
        return list(range(len(losses)))
    kept: set[int] = set()
    for start in range(0, len(losses), size):
        stretch = [(v, i) for i in range(start, min(start + size, len(losses))) if (v := losses[i]) is not None]
        kept |= {min(stretch)[1], max(stretch)[1]} if stretch else {start}
    return sorted(kept | {0, len(losses) - 1} | ({first} if first is not None and first < len(losses) else set()))


def _mark(curves: Curves, first: int, x: Callable[[float], float], y: Callable[[float], float]) -> Mark:
    both = (("reference", _at(curves.expected, first)), ("yours", _at(curves.actual, first)))
    dots = [(whose, y(loss)) for whose, loss in both if isinstance(loss, float | int)]
    return Mark(x(first), first, dots, "start" if x(first) < (LEFT + RIGHT) / 2 else "end")


def _at(losses: Losses, step: int) -> float | str | None:
    return losses[step] if 0 <= step < len(losses) else "none"


def _rows(curves: Curves, steps: int, first: int | None) -> list[tuple[int, str, str]]:
    shown = range(first - 1, first + 3) if first is not None else range(3)
    wanted = sorted({step for step in (*shown, steps - 1) if 0 <= step < steps})
    return [(i, _loss(_at(curves.actual, i)), _loss(_at(curves.expected, i))) for i in wanted]


def _loss(loss: float | str | None) -> str:
    return "not finite" if loss is None else loss if isinstance(loss, str) else number(loss)


def _in_words(curves: Curves, steps: int, logarithmic: bool) -> str:
    first, said = curves.first, []
    if first is None:
        said.append("Your losses follow the reference's.")
    elif first <= 0:
        said.append("Your losses differ from the reference's from the first step on.")
    else:
        said.append(f"Your losses follow the reference's for {_counted(first, 'step')} and leave them at step {first}.")
    if len(curves.actual) != len(curves.expected):
        said.append(f"There are {len(curves.actual)}, expected {len(curves.expected)}.")
    if lost := sum(loss is None for loss in curves.actual):
        said.append(
            f"{lost} of your {_counted(len(curves.actual), 'loss', 'losses')} "
            f"{'is' if lost == 1 else 'are'} not finite (infinite or NaN): the curve has a gap there."
        )
    return " ".join([*said, *(["The scale is logarithmic."] if logarithmic else [])])


def _counted(count: int, one: str, more: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"


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
class Heat:
    """The three Jacobians around their worst entry. worst: that entry in words; part: what is shown, if not all."""

    wrt: str
    tables: list[HeatTable]
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
        ("your gradient", analytic, SAME),
        ("expected", expected, math.inf),
        ("differences of your forward", numeric, DIFFERENCES),
    )
    return Heat(
        wrt=jacobians.wrt,
        tables=[_table(name, j, ~_near(j, expected, tol), scale, rows, columns, at) for name, j, tol in named],
        worst=f"The worst entry, in row {at[0]} and column {at[1]}: "
        + ", ".join(f"{name} {_entry(j[at], 6)}" for name, j, _ in named),
        part=_part(rows, columns, expected.shape),
        meaning=_meaning(analytic, numeric, expected),
    )


def _part(rows: range, columns: range, shape: tuple[int, ...]) -> str | None:
    if (len(rows), len(columns)) == shape:
        return None
    return (
        f"Shown: rows {rows[0]} to {rows[-1]} of {shape[0]}, columns {columns[0]} to {columns[-1]} of {shape[1]}, "
        "around the worst entry."
    )


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
    return f"{value:.{digits}g}".replace("e-0", "e-").replace("e+0", "e") if math.isfinite(value) else "not finite"


def _meaning(analytic: np.ndarray, numeric: np.ndarray, expected: np.ndarray) -> str | None:
    """What the three say together about where the mistake is."""
    forward_right = _near(numeric, expected, DIFFERENCES).all()
    own_forward = _near(analytic, numeric, DIFFERENCES).all()
    if own_forward and forward_right:
        return None
    if own_forward:
        return "Your gradient fits your own forward: it is the forward that computes something else."
    if forward_right:
        return "Differences of your forward give the expected numbers: here the forward is right, the gradient is not."
    return "Your gradient fits neither your own forward nor the expected one: look at the forward first."
