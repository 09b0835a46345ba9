"""Loss curves as SVG paths: the student's, the reference's, and what they would be with a known mistake. The template
draws them. null stands for a number that is not finite."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grader.checks.readings import SAME
from grader.language import N_, sentence
from grader.language import gettext as _
from grader.outcomes.outcome import Curves
from grader.text import number

Losses = Sequence[float | None]
Tick = tuple[float, str]

LEFT, RIGHT, TOP, BOTTOM = 70, 545, 22, 212
"""The plot's box in the viewBox, 560 × 260. On the left six digits fit, at a narrow screen's larger letters too."""
BUCKETS = 200
"""Longer curves are thinned out to the smallest and the largest loss in each of so many stretches of steps."""
LOG_FROM = 50.0
"""Largest over smallest loss from which the scale is logarithmic."""


@dataclass(frozen=True)
class Mark:
    """The step at which the curves part. dots: the two losses there; anchor: the side of x that has room for words."""

    x: float
    step: int
    dots: list[tuple[str, float]]
    anchor: str


@dataclass(frozen=True)
class LossChart:
    """yours, reference: SVG path data. candidates: (the mistake in words, path data). rows: (step, yours, reference) in
    words, around the mark and the last. said: what the picture shows, a sentence each."""

    yours: str
    reference: str
    candidates: list[tuple[str, str]]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    logarithmic: bool
    mark: Mark | None
    said: list[str]
    rows: list[tuple[int, str, str]]


def loss_chart(curves: Curves) -> LossChart:
    steps = max(len(curves.actual), len(curves.expected), 1)
    values = [v for v in (*curves.actual, *curves.expected) if v is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    y, y_ticks, logarithmic = _vertical(values)

    def x(step: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * (step / (steps - 1) if steps > 1 else 0.5), 1)

    first = None if curves.first is None else min(max(curves.first, 0), steps - 1)
    return LossChart(
        yours=_path(curves.actual, x, y, first),
        reference=_path(curves.expected, x, y, first),
        candidates=[
            (in_words(c.mistake), _path(_within(c.losses[:steps], low, high), x, y, first)) for c in curves.candidates
        ],
        x_ticks=[(x(step), str(step)) for step in _round_steps(steps)],
        y_ticks=y_ticks,
        logarithmic=logarithmic,
        mark=None if first is None else _mark(curves, first, x, y),
        said=[*_said(curves, logarithmic), *_explanations(curves, first)],
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

        return (
            logarithmic,
            [(_height((d - bottom) / (top - bottom)), _power(d)) for d in decades],
            True,
        )

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
    return losses[step] if 0 <= step < len(losses) else _("none")


def _rows(curves: Curves, steps: int, first: int | None) -> list[tuple[int, str, str]]:
    shown = range(first - 1, first + 3) if first is not None else range(3)
    wanted = sorted({step for step in (*shown, steps - 1) if 0 <= step < steps})
    return [(i, _loss(_at(curves.actual, i)), _loss(_at(curves.expected, i))) for i in wanted]


def _loss(loss: float | str | None) -> str:
    return _("not finite") if loss is None else loss if isinstance(loss, str) else number(loss)


def _within(losses: Losses, low: float, high: float) -> Losses:
    """With gaps where a loss lies outside of what the scale is made for."""
    return [loss if loss is not None and low <= loss <= high else None for loss in losses]


def _said(curves: Curves, logarithmic: bool) -> list[str]:
    first, said = curves.first, []
    if first is None:
        said.append(_("Your losses are the same as the reference's."))
    elif first <= 0:
        said.append(_("Your losses differ from the reference's from the first step on."))
    elif first == 1:
        said.append(_("Your losses are the same as the reference's for one step and differ from step 1 on."))
    else:
        text = N_("Your losses are the same as the reference's for %(n)s steps and differ from step %(step)s on.")
        said.append(_(text, n=f"{first:,}", step=first))
    if len(curves.actual) != len(curves.expected):
        said.append(_("There are %(n)s, expected %(all)s.", n=len(curves.actual), all=len(curves.expected)))
    if lost := sum(loss is None for loss in curves.actual):
        text = N_("Of your %(all)s losses %(n)s are infinite or NaN: the curve has a gap there.")
        said.append(_(text, all=f"{len(curves.actual):,}", n=f"{lost:,}"))
    return [*said, *([_("The scale is logarithmic.")] if logarithmic else [])]


def _explanations(curves: Curves, first: int | None) -> list[str]:
    """What each candidate would give at the step where the curves part."""
    said = []
    for candidate in curves.candidates:
        name = in_words(candidate.mistake)
        if _same(candidate.losses, curves.actual):
            said.append(_("With the mistake “%(name)s” the losses are exactly yours.", name=name))
        elif first is not None and first < len(candidate.losses):
            text = N_("With the mistake “%(name)s” the loss of step %(step)s would be %(loss)s.")
            said.append(_(text, name=name, step=first, loss=_loss(candidate.losses[first])))
    return said


def _same(a: Losses, b: Losses) -> bool:
    return len(a) == len(b) and all(
        x is y if x is None or y is None else abs(x - y) <= SAME * abs(y) + 1e-12 for x, y in zip(a, b, strict=True)
    )


def in_words(mistake: str) -> str:
    """A mistake's name for people."""
    return sentence(mistake.replace("_", " "))
