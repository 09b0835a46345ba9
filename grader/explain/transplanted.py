"""Where the solution's function, and then one of its statements, makes every visible check pass in the place of the
student's: there it is wrong. For answers that are written somewhat like the solution this takes few tries.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass

from grader.courses.spec import Check
from grader.edits.transplants import Graft, grafts
from grader.explain.candidates import in_order, with_text
from grader.explain.case import Case, Found, Search
from grader.explain.hurried import hurried
from grader.explain.transplant_words import of_function, of_statement
from grader.grading.grade import Grading
from grader.outcomes.outcome import Explanation


def transplanted(case: Case, found: Found) -> Search:
    """For all failed checks at once where one function is at fault, else for each by itself."""
    solution = (case.exercise.folder / "solution.py").read_text("utf-8")
    places = [(label, graft) for label, text in case.source.pieces() for graft in grafts(text, solution)]
    tries = _Tries(case, hurried(case.grading), case.budget.candidates)
    if explanation := next(tries.of(in_order(case), places), None):
        yield from ((check.name, explanation) for check in case.failed)
        return
    for check in case.checks if len(case.checks) > 1 else ():
        if explanation := next(tries.of([check], places), None):
            yield check.name, explanation


@dataclass
class _Tries:
    """Of one case. left: files that may still be run."""

    case: Case
    grading: Grading
    left: int

    def of(self, checks: list[Check], places: list[tuple[str, Graft]]) -> Iterator[Explanation]:
        """For each function with which these checks pass: the statement in it, or as near as that can be told."""
        for label, graft in places if checks else ():
            one = len(graft.lines) == 1
            if not one and not self._passes(label, graft.whole, checks):
                continue
            for each in itertools.islice(graft.statements(), 1 if one else None):
                if self._passes(label, each.text, checks):
                    yield of_statement(self.case.source, label, each)
                    break
            else:
                if not one or self._passes(label, graft.whole, checks):
                    self.case.at_fault.add(graft.name)
                    said = of_function(self.case.source, label, graft)
                    if said.line is not None or len(self.case.exercise.spec.returns) > 1:  # else it says nothing
                        yield said

    def _passes(self, label: str, text: str, checks: list[Check]) -> bool:
        self.left -= 1
        if self.left < 0 or self.case.deadline < time.monotonic():
            return False
        return self.grading.passes(self.case.exercise, with_text(self.case.source, label, text), checks)
