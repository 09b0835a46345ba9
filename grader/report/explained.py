"""What a page and the terminal say of an explanation: where it points, and what kind of mistake that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.language import gettext as _
from grader.language import sentence
from grader.language.kinds import KIND_WORDS
from grader.message import say
from grader.outcomes.outcome import Explanation
from grader.outcomes.result import CheckResult, ExerciseResult, Piece, beyond
from grader.text import one_line

QUOTED = 60
"""Characters of a line that tell it from others."""


@dataclass(frozen=True)
class ShownPlace:
    """A line that an explanation points at. label: of its piece of the source. words: "line 12", "cell 3, In [7],
    line 2". code: what stands there; empty where that is not shown, or told by the explanation."""

    label: str
    line: int
    words: str
    code: str


def place_of(explanation: Explanation | None, exercise: ExerciseResult) -> ShownPlace | None:
    """None where no line is given."""
    if explanation is None or explanation.line is None:
        return None
    main = exercise.source[0].label if exercise.source else ""
    label = explanation.file or (f"cell {explanation.cell}" if explanation.cell else main)
    piece = next((piece for piece in exercise.source if piece.label == label), None)
    lines = piece.text.split("\n") if piece else []
    code = lines[explanation.line - 1].strip() if 0 < explanation.line <= len(lines) else ""
    is_told = bool(code) and one_line(code, QUOTED) in explanation.text
    words = _words(label, explanation.line, piece, label == main)
    return ShownPlace(label, explanation.line, words, "" if is_told else code)


def located(text: str, place: ShownPlace | None) -> str:
    """What is said of a place with the place before it, where it does not name that itself."""
    if place is None or place.words.casefold() in text.casefold():
        return text
    return _("%(place)s: %(what)s", place=place.words, what=text)


def _words(label: str, line: int, piece: Piece | None, is_main: bool) -> str:
    cell = label.removeprefix("cell ")
    if cell == label:
        return _("line %(n)s", n=line) if is_main else sentence(say("{file}, line {line}", file=label, line=line))
    called = cell_words(cell, piece.run if piece else 0)
    return sentence(say("{file}, line {line}", file=called, line=line))


def cell_words(cell: str, run: int) -> str:
    """A cell as its reader knows it. run: the number that Jupyter shows beside it, or 0."""
    if run and str(run) != cell:
        return sentence(say("cell {number}, In [{run}]", number=cell, run=run))
    return sentence(say("cell {number}", number=cell))


def kind_words(explanation: Explanation) -> str:
    """Empty for a mistake of no kind that the words would explain."""
    return _(KIND_WORDS[explanation.kind]) if explanation.kind not in (None, "other", "crash") else ""


@dataclass(frozen=True)
class Why:
    """An explanation as the page tells it. text: what the check's message does not say. leads: that is all of it, so it
    comes before the message. place, target: the line, and its id on the page. kind, sure: in words. also: what else was
    found."""

    text: str
    leads: bool
    place: ShownPlace | None
    target: str | None
    kind: str
    sure: str
    also: list[str]


def why_of(check: CheckResult, exercise: ExerciseResult, ids: Mapping[tuple[str, int], str]) -> Why | None:
    """None where the check's message and its traceback say all of it. ids: of the lines that the page shows."""
    explanation = check.explanation
    if explanation is None:
        return None
    text, place = beyond(check), place_of(explanation, exercise)
    if place and check.frames and (place.label, place.line) == (check.frames[-1].file, check.frames[-1].line):
        place = None
    told = {check.message, check.reading, check.detail}
    why = Why(
        text=text,
        leads=text == explanation.text,
        place=place,
        target=ids.get((place.label, place.line)) if place else None,
        kind=kind_words(explanation),
        sure=explanation.sure or "",
        also=[other for other in explanation.also if other not in told and other not in explanation.text],
    )
    return why if text or place or why.also or why.kind or why.sure else None
