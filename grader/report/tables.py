"""Small tables of evidence: an answer beside what was expected, and which of a model's parameters are trained."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.language import N_
from grader.language import gettext as _
from grader.outcomes.outcome import Entries, Parameter
from grader.text import numbers

from .jacobians import Cell, HeatTable, part_in_words

Matrix = list[list[float | None]]
NAMED = 6
"""Parameters that are named in one sentence."""


@dataclass(frozen=True)
class EntryTables:
    """The answer and what was expected, as tables of cells. part: what is shown, if not all."""

    tables: list[HeatTable]
    vector: bool
    part: str | None
    said: str


def entry_tables(entries: Entries) -> EntryTables | None:
    """None where there is nothing to show, or the two are not of one shape."""
    sizes = {(len(m), *{len(row) for row in m}) for m in (entries.actual, entries.expected, entries.wrong)}
    if len(sizes) != 1 or len(size := sizes.pop()) != 2 or 0 in size:
        return None
    wrong = sum(sum(row) for row in entries.wrong)
    return EntryTables(
        tables=[
            _table(_("yours"), entries, entries.actual, entries.expected, marked=True),
            _table(_("expected"), entries, entries.expected, entries.actual, marked=False),
        ],
        vector=len(entries.shape) == 1,
        part=_part(entries, *size),
        said=_("Every entry that is shown differs.")
        if wrong == size[0] * size[1]
        else _("Entries with ≠ in bold differ."),
    )


def _table(name: str, entries: Entries, values: Matrix, others: Matrix, marked: bool) -> HeatTable:
    """others: what stands in the other table, which says how many digits it takes to see a difference."""
    rows = []
    for i, row in enumerate(values):
        wrong = entries.wrong[i]
        cells = [_cell(value, others[i][j] if wrong[j] else None, marked and wrong[j]) for j, value in enumerate(row)]
        rows.append((entries.row + i, cells))
    return HeatTable(name, [entries.column + j for j in range(len(values[0]))], rows)


def _cell(value: float | None, other: float | None, wrong: bool) -> Cell:
    text = _("not finite")
    if value is not None and math.isfinite(value):
        text = f"{value:.4g}" if other is None else numbers(value, other, digits=4)[0]
    return Cell(f"≠ {text}" if wrong else text, "differs" if wrong else "")


def _part(entries: Entries, rows: int, columns: int) -> str | None:
    shape = (1, *entries.shape) if len(entries.shape) == 1 else tuple(entries.shape)
    if (rows, columns) == shape:
        return None
    last_row, last_column = entries.row + rows - 1, entries.column + columns - 1
    if len(entries.shape) == 1:
        return _(
            "Shown: entries %(first)s to %(last)s of %(all)s, around the worst.",
            first=entries.column,
            last=last_column,
            all=shape[1],
        )
    return part_in_words((entries.row, last_row, shape[0]), (entries.column, last_column, shape[1]))


@dataclass(frozen=True)
class Layer:
    """Parameters whose names begin alike. squares: for each its name, whether it is trainable, and whether that or its
    movement is not as expected. trainable, moved: counts, with what was expected."""

    name: str
    squares: list[tuple[str, bool, bool]]
    trainable: tuple[int, int]
    moved: tuple[int, int] | None
    differs: bool


@dataclass(frozen=True)
class ParameterMap:
    """said: what is not as expected, a sentence each."""

    layers: list[Layer]
    said: list[str]
    moved: bool


def parameter_map(parameters: Sequence[Parameter]) -> ParameterMap:
    """The parameters by layer, in the order in which they come."""
    layers: dict[str, list[Parameter]] = {}
    for parameter in parameters:
        layer = ".".join(parameter.name.split(".")[:-1][:2]) or parameter.name
        layers.setdefault(layer, []).append(parameter)
    return ParameterMap(
        [_summed_up(name, members) for name, members in layers.items()],
        [said for words, wrong in _FAULTS if (said := _sentence(words, [p.name for p in parameters if wrong(p)]))],
        any(p.moved is not None for p in parameters),
    )


def _summed_up(name: str, members: list[Parameter]) -> Layer:
    seen = [p for p in members if p.moved is not None]
    return Layer(
        name,
        [(p.name, p.trainable, _is_wrong(p)) for p in members],
        (sum(p.trainable for p in members), sum(p.expected_trainable for p in members)),
        (sum(bool(p.moved) for p in seen), sum(bool(p.expected_moved) for p in seen)) if seen else None,
        any(_is_wrong(p) for p in members),
    )


def _is_wrong(parameter: Parameter) -> bool:
    return any(wrong(parameter) for _, wrong in _FAULTS)


def _sentence(words: str, names: list[str]) -> str:
    if not names:
        return ""
    said = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        said = _("%(names)s and %(n)s more", names=said, n=len(names) - NAMED)
    return _(words, names=said)


_FAULTS: tuple[tuple[str, Callable[[Parameter], bool]], ...] = (
    (N_("Trainable, though expected to be frozen: %(names)s."), lambda p: p.trainable and not p.expected_trainable),
    (N_("Frozen, though expected to be trainable: %(names)s."), lambda p: p.expected_trainable and not p.trainable),
    (
        N_("Moved, though expected to stay as they were: %(names)s."),
        lambda p: p.moved is True and p.expected_moved is False,
    ),
    (N_("Not moved, though expected to: %(names)s."), lambda p: p.moved is False and p.expected_moved is True),
)
