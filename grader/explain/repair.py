"""One edit to the student's own file with which every visible check passes: it points at the line.

Candidates are made and put in order here, from the text alone; each runs in a worker of its own, with little time.
Whoever is graded controls what their candidates answer, and so what is said of them: nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.edits.reading import parsed
from grader.explain.candidates import in_order, may_try, passes
from grader.explain.case import Case, Found, Search
from grader.explain.repair_order import ParsedPiece, RankedEdit, called_by, ordered
from grader.explain.repair_words import explanation
from grader.outcomes.outcome import Explanation
from grader.submission.source import Source


def repairs(case: Case, found: Found) -> Search:
    """The same for each failed check: all pass with it. Nothing where each has been given a line by another repair."""
    checks = in_order(case)
    if not checks or all(any(_is_placed(each) for each in found.get(check.name, ())) for check in case.failed):
        return
    if not may_try(case):  # before all candidates are made and put in order
        return
    for candidate, text in _texts(case):
        if not may_try(case):
            return
        if passes(case, {candidate.piece.label: text}, checks):
            said = explanation(candidate, case.source)
            yield from ((check.name, said) for check in case.failed)
            return


def _is_placed(explanation: Explanation) -> bool:
    return explanation.source == "repair" and explanation.line is not None


def _texts(case: Case) -> Iterator[tuple[RankedEdit, str]]:
    """Each candidate's text once, the likeliest first."""
    pieces = _pieces(case.source)
    solution = parsed(case.solution)
    if solution is None or not pieces:
        return
    seen = {(piece.label, piece.unchanged) for piece in pieces}
    names = set(case.exercise.spec.returns)
    at_fault = {part for name in case.at_fault for part in name.split(".")}
    called = at_fault or called_by(case.checks[0].function) & names or names
    for candidate in ordered(solution, pieces, called):
        text = candidate.text()
        if (candidate.piece.label, text) not in seen:
            seen.add((candidate.piece.label, text))
            yield candidate, text


def _pieces(source: Source) -> list[ParsedPiece]:
    """The file or the cells, as far as they can be taken apart."""
    texts = [(label, text) for label, text in source.pieces()]
    trees = [(label, parsed(text)) for label, text in texts]
    return [ParsedPiece.of(label, tree) for label, tree in trees if tree is not None]
