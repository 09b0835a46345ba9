"""Where the solution's function, and then one of its statements, makes every visible check pass in the place of the
student's: there it is wrong. For answers that are written somewhat like the solution this takes few tries.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from grader.courses.spec import Check
from grader.edits.transplants import Graft, grafts
from grader.explain.candidates import in_order, may_try, passes
from grader.explain.case import Case, Found, Search
from grader.explain.transplant_words import of_function, of_statement
from grader.outcomes.outcome import Explanation


def transplanted(case: Case, found: Found) -> Search:
    """For all failed checks at once where one function is at fault, else for each beside those that pass."""
    solution = (case.exercise.folder / "solution.py").read_text("utf-8")
    places = [(label, graft) for label, text in case.source.pieces() for graft in grafts(text, solution)]
    seen = in_order(case)
    if explanation := next(_found(case, seen, places), None):
        yield from ((check.name, explanation) for check in case.failed)
    elif seen and len(case.checks) > 1 and not case.at_fault:
        passed = [check for check in seen if check not in case.checks]
        for check in case.checks:
            if explanation := next(_found(case, [check, *passed], places), None):
                yield check.name, explanation


def _found(case: Case, checks: list[Check], places: list[tuple[str, Graft]]) -> Iterator[Explanation]:
    """For each function with which these checks pass: the statement in it, or as near as that can be told."""
    for label, graft in places if checks else ():
        one = len(graft.lines) == 1
        if not one and not passes(case, label, graft.whole, checks):
            continue
        for each in itertools.islice(graft.statements(), 1 if one else None):
            if passes(case, label, each.text, checks):
                yield of_statement(case.source, label, each)
                break
            if not may_try(case):
                break
        else:
            if not one or passes(case, label, graft.whole, checks):
                case.at_fault.add(graft.name)
                said = of_function(case.source, label, graft)
                if said.line is not None or len(case.exercise.spec.returns) > 1:  # else it says nothing
                    yield said
