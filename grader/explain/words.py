"""The words of explanations: what a check's own result says already, and one explanation out of several."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from grader.checks.rounding import APPROXIMATE
from grader.checks.without_autograd import BARE
from grader.errors import Cause
from grader.message import Message, say, worded
from grader.outcomes.outcome import Explanation, Finder, Frame, Kind
from grader.outcomes.result import CheckResult
from grader.sessions import error_meanings
from grader.submission.source import Source
from grader.text import one_line

_KINDS: dict[Cause, Kind] = {
    "wrong_shape": "wrong_shape",
    "missing_name": "signature",
    "wrong_signature": "signature",
    "wrong_type": "wrong_return",
    "forbidden": "forbidden_means",
    "syntax_error": "crash",
}
"""What a cause says by itself of the kind of mistake."""
_BY_ITSELF: tuple[Cause, ...] = (
    "syntax_error", "raised", "forbidden", "missing_name", "wrong_signature", "wrong_type",
)  # fmt: skip
"""Causes whose message says what is wrong, and not only what is seen of it."""
_DTYPE = re.compile(r"\b(float|int|uint|complex|bfloat)(8|16|32|64|128)\b|floating point|whole number")
_ITSELF = re.compile(r"\w+\(|class |\w+ is not a [\w.]+, expected a subclass")
"""Of a function or class that is asked for: what is expected of it, or what is said of it."""
_VAGUE: tuple[Kind | None, ...] = (None, "wrong_formula", "wrong_operand", "other")
"""Kinds of what stands in a line that say less than what is seen of it."""
ONE_PLACE = 3
"""Lines that are one place to the eye."""
QUOTED = 60
"""Characters of a student's line."""
_ORDER: tuple[Finder, ...] = ("mistake", "error", "probe", "mutant", "reading", "repair")
"""The surest first: the first that speaks is shown."""
_DOUBTFUL: tuple[Finder, ...] = ("error", "probe", "mutant", "repair", "mistake", "reading")


def own(check: CheckResult, kinds: Mapping[str, Kind]) -> list[Explanation]:
    """`by_itself`, its texts as they were made: they can then stand in others and still be told in other languages."""
    found = by_itself(check, kinds)
    made = [check.words[e.text].message() if e.text in check.words else worded(e.text) for e in found]
    return [msgspec.structs.replace(e, text=text) for e, text in zip(found, made, strict=True)]


def by_itself(check: CheckResult, kinds: Mapping[str, Kind]) -> list[Explanation]:
    """What the failed check's result explains without any search. kinds: of the known mistakes."""
    known = [Explanation(source="mistake", kind=kinds.get(check.mistake), text=check.message)] if check.mistake else []
    raised = bool(check.frames) or check.cause in _BY_ITSELF
    if not (raised or check.reading) or (known and not (check.frames or check.cause == "forbidden")):
        return known
    kind = error_meanings.kind(_said(check)) if check.cause == "raised" else _KINDS.get(check.cause or "raised")
    if check.cause == "wrong_type" and all(_DTYPE.search(each or "") for each in (check.actual, check.expected)):
        kind = "wrong_dtype"
    elif check.cause == "wrong_type" and _ITSELF.match(check.expected or _said(check)):
        kind = "signature"
    elif raised and _said(check).startswith(BARE.template.partition("{")[0]):
        kind = "forbidden_means"
    elif APPROXIMATE.template in (check.reading or ""):
        kind = "approximation"
    found = Explanation(source="error" if raised else "reading", kind=kind, text=check.reading or _said(check))
    return [*known, at(check.frames[-1] if check.frames else None, found)]


def _said(check: CheckResult) -> str:
    """The check's own message: a known mistake's words take its place."""
    return check.detail or check.message


def at(place: Frame | None, found: Explanation) -> Explanation:
    """The explanation with that place."""
    if place is None:
        return found
    return msgspec.structs.replace(found, file=place.file, line=place.line, cell=cell_of(place.file))


def cell_of(file: str) -> int | None:
    """The number of the cell that is called so."""
    number = file.removeprefix("cell ")
    return int(number) if number != file and number.isdecimal() else None


def place(source: Source, file: str, line: int) -> Message:
    """A line, quoted as far as it is short."""
    cell = cell_of(file)
    where = say("line {line}", line=line) if cell is None else say("line {line} of cell {cell}", line=line, cell=cell)
    quoted = one_line(source.line(file, line).strip(), QUOTED)
    return say("{place} (`{code}`)", place=where, code=quoted) if quoted else where


def combined(several: list[Explanation], doubtful: bool = False) -> Explanation:
    """One out of what the searches have found: the surest cause, with the place that an edit to the source has found,
    since an error is often raised elsewhere; not where the forward pass behind an error is known. What the others say
    is kept beside. doubtful: a known mistake counts only where there is nothing else."""
    order = _DOUBTFUL if doubtful else _ORDER
    newest = reversed(several)  # the forward pass behind an error comes after the error
    first, *others = sorted(newest, key=lambda each: order.index(each.source))
    placed = next((each for each in others if each.source == "repair" and each.line is not None), None)
    if placed is None and first.line is None:
        placed = next((each for each in others if each.line is not None), None)
    elsewhere = first.source == "reading" or [each.source for each in several].count("error") == 1
    if placed is None or not (first.line is None or elsewhere):
        return msgspec.structs.replace(first, also=[each.text for each in others])
    return msgspec.structs.replace(
        first,
        source="repair" if first.source == "reading" else first.source,
        text=say("{cause}. {place}", cause=first.text, place=placed.text),
        kind=_kind(first.kind, placed.kind),
        sure=first.sure or placed.sure,
        also=[each.text for each in others if each is not placed],
        **{name: getattr(placed, name) for name in ("file", "line", "cell", "hint")},
    )


def _kind(seen: Kind | None, placed: Kind | None) -> Kind | None:
    """Of what is seen of a mistake, and of what stands wrong in a line."""
    return placed if seen is None or (seen == "wrong_shape" and placed not in _VAGUE) else seen


def in_full(found: Explanation) -> Explanation:
    """With the hint among what everybody reads."""
    if not found.hint:
        return found
    return msgspec.structs.replace(found, text=say("{cause}. {place}", cause=found.text, place=found.hint))
