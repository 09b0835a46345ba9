"""Which statements of the student's have to be the solution's for every visible check to pass: there it is wrong. For
answers that are written somewhat like the solution this takes few tries.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.courses.spec import Check
from grader.edits.merged import StatementDifference
from grader.edits.smallest import smallest
from grader.edits.transplants import Transplants, transplants
from grader.explain.candidates import in_order, may_try, passes
from grader.explain.case import Case, Found, Search
from grader.explain.repair_order import called_by
from grader.explain.transplant_words import said
from grader.outcomes.outcome import Explanation

FEW = 4
"""Differences: where more have to go at once, the answer is written in another way, and no check needs fewer."""


def transplanted(case: Case, found: Found) -> Search:
    """For all failed checks at once; for each by itself where that is not one place, or nothing helps them all."""
    seen, search = in_order(case), _Places.of(case)
    if not seen or not search.places:
        return
    together = search.needed(seen, search.differences)
    case.at_fault.update(each.function for each in together)
    explanation = search.explained(together)
    if explanation is not None and explanation.kind == "state_between_calls":  # its effects have many causes
        case.doubtful.update(c.name for c in case.failed if case.kinds.get(c.mistake or "") != explanation.kind)
    exchanged = sum(bool(each.was and each.becomes) for each in together)
    apart = exchanged >= 2 and len(together) <= FEW
    if explanation is not None and (explanation.line is not None or not apart):
        yield from ((check.name, explanation) for check in case.failed)
        return
    passed = [check for check in seen if check not in case.checks]
    for check in case.checks if len(case.checks) > 1 else ():
        needed = search.needed([check, *passed], together or search.differences) if check.watches is None else []
        if explanation := search.explained(needed or together):
            yield check.name, explanation


@dataclass
class _Places:
    """The files or cells of an answer that differ from the solution. places: by label."""

    case: Case
    places: dict[str, Transplants]

    @classmethod
    def of(cls, case: Case) -> _Places:
        texts = dict(case.source.pieces())
        made = {label: transplants(text, case.solution, texts.values()) for label, text in texts.items()}
        return cls(case, {label: each for label, each in made.items() if each is not None and each.differences})

    @property
    def differences(self) -> list[StatementDifference]:
        """Those in what failed checks alone call first."""
        return sorted(self._all(), key=lambda each: (not self._is_suspect(each), -each.alike))

    def _is_suspect(self, difference: StatementDifference) -> bool:
        return difference.function.partition(".")[0] in self._suspects

    @functools.cached_property
    def _suspects(self) -> set[str]:
        """What is called by checks that have failed, and by none that has passed."""
        names, failed = set(self.case.exercise.spec.returns), {check.name for check in self.case.checks}
        called = {check.name: called_by(check.function) & names for check in in_order(self.case)}
        passed = set[str]().union(*(each for name, each in called.items() if name not in failed))
        return set[str]().union(*(called[name] for name in failed)) - passed

    def _all(self) -> Iterator[StatementDifference]:
        for each in self.places.values():
            yield from each.differences

    def needed(self, checks: list[Check], among: Sequence[StatementDifference]) -> list[StatementDifference]:
        """As few as these checks need to pass."""
        return smallest(among, lambda chosen: self._pass(checks, chosen))

    def _pass(self, checks: list[Check], chosen: Sequence[StatementDifference]) -> bool:
        if not may_try(self.case):
            return False
        parts = defaultdict[str, list[StatementDifference]](list)
        for each in chosen:
            parts[self._label(each)].append(each)
        texts = {label: self.places[label].text(some) for label, some in parts.items()}
        written = {label: text for label, text in texts.items() if text is not None}
        return len(written) == len(texts) and passes(self.case, written, checks)

    def _label(self, difference: StatementDifference) -> str:
        return next(label for label, each in self.places.items() if difference in each.differences)

    def explained(self, needed: Sequence[StatementDifference]) -> Explanation | None:
        if not needed:
            return None
        return said(self.case.source, [(self._label(each), each) for each in needed], self._is_suspect)
