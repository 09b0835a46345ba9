"""The words of explanations: what a check's own result says already, and one explanation out of several."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from grader.errors import Cause
from grader.message import say
from grader.outcomes.outcome import Explanation, Finder, Kind
from grader.outcomes.result import CheckResult

_KINDS: dict[Cause, Kind] = {
    "wrong_shape": "wrong_shape",
    "missing_name": "signature",
    "wrong_signature": "signature",
    "forbidden": "forbidden_means",
    "syntax_error": "crash",
    "raised": "crash",
}
"""What a cause says by itself of the kind of mistake."""
_ORDER: tuple[Finder, ...] = ("mistake", "error", "probe", "mutant", "repair", "reading")
"""The surest first: the first that speaks is shown."""
_DOUBTFUL: tuple[Finder, ...] = ("error", "probe", "mutant", "repair", "mistake", "reading")


def by_itself(check: CheckResult, kinds: Mapping[str, Kind]) -> list[Explanation]:
    """What the failed check's result explains without any search. kinds: of the known mistakes."""
    if check.mistake:
        return [Explanation(source="mistake", kind=kinds.get(check.mistake), text=check.message)]
    raised = bool(check.frames) or check.cause in ("syntax_error", "raised", "forbidden", "missing_name")
    if not (raised or check.reading):
        return []
    place = check.frames[-1] if check.frames else None
    return [
        Explanation(
            source="error" if raised else "reading",
            kind=_KINDS.get(check.cause) if check.cause else None,
            text=check.reading or check.message,
            file=place.file if place else None,
            line=place.line if place else None,
            cell=cell_of(place.file) if place else None,
        )
    ]


def cell_of(file: str) -> int | None:
    """The number of the cell that is called so."""
    number = file.removeprefix("cell ")
    return int(number) if number != file and number.isdecimal() else None


def combined(several: list[Explanation], doubtful: bool = False) -> Explanation:
    """The surest, with the place that another one has found where it has none; what the others say is kept beside.
    doubtful: a known mistake is only so where there is nothing else."""
    order = _DOUBTFUL if doubtful else _ORDER
    first, *others = sorted(several, key=lambda each: order.index(each.source))
    placed = next((each for each in others if each.line is not None), None) if first.line is None else None
    if placed is not None:
        text = say("{cause} {place}", cause=first.text, place=placed.text)
        place = {name: getattr(placed, name) for name in ("file", "line", "cell", "hint")}
        first = msgspec.structs.replace(first, text=text, kind=first.kind or placed.kind, **place)
    return msgspec.structs.replace(first, also=[each.text for each in others if each is not placed])
