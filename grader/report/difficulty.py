"""How hard each check is and what it says of the rest, so that an instructor sees which one to look at again."""

from __future__ import annotations

import math
from dataclasses import dataclass

from grader.language import N_
from grader.language import gettext as _

from .summary import ClassSummary, StudentSummary

LEAST = 30
"""Students without whom a correlation says nothing."""
FEW = 5
"""With fewer failures nothing is said of those who fail."""
LITTLE = 0.2
"""A correlation below which a check tells little of the rest."""

SENTENCES = {
    "everybody": N_("Everybody passes it."),
    "nobody": N_("Nobody passes it: is it right, and is it said what is asked?"),
    "alone": N_("Most who fail this one pass everything else."),
    "reversed": N_("Who passes this one does worse elsewhere: look at it again, it may judge wrongly."),
    "little": N_("Passing it says little about the rest."),
    "others": N_("Most who fail this one fail others, too."),
}


@dataclass
class CheckFigures:
    """One check among all. graded, failed: students. alone: of the failed, those who pass all else that they were
    graded on. rest: the sum and the sum of squares of the share of all other checks that each student passes.
    failed_rest: the sum over those who fail the check."""

    graded: int = 0
    failed: int = 0
    alone: int = 0
    rest: tuple[float, float] = (0.0, 0.0)
    failed_rest: float = 0.0

    @property
    def passed(self) -> int:
        return self.graded - self.failed

    @property
    def correlation(self) -> float | None:
        """Item-rest: of passing this check with the share of all others that one passes. None below LEAST students,
        or where all are alike."""
        if self.graded < LEAST or not self.failed or not self.passed:
            return None
        total, squares = self.rest
        spread = squares / self.graded - (total / self.graded) ** 2
        if spread < 1e-12:
            return None
        with_it, without = (total - self.failed_rest) / self.passed, self.failed_rest / self.failed
        return (with_it - without) * math.sqrt(self.passed * self.failed / spread) / self.graded

    @property
    def words(self) -> str:
        """The sentence, in the language of the moment; empty where there is nothing to say."""
        if self.graded < LEAST:
            return ""
        kind = self._kind(self.correlation)
        return _(SENTENCES[kind]) if kind else ""

    def _kind(self, correlation: float | None) -> str:
        if not self.failed or not self.passed:
            return "nobody" if self.failed else "everybody"
        if self.failed >= FEW and 2 * self.alone > self.failed:
            return "alone"
        if correlation is None:
            return ""
        if correlation < LITTLE:
            return "reversed" if correlation < 0 else "little"
        return "others" if self.failed >= FEW and 2 * self.alone < self.failed else ""


def figures(summary: ClassSummary) -> list[list[CheckFigures]]:
    """By exercise and check. Students count who were graded on the exercise; a check that was skipped is not graded."""
    found = [[CheckFigures() for _check in outline.checks] for outline in summary.exercises]
    sizes = [len(checks) for checks in found]
    everyone = [(0, 0.0, 0.0)] * len(sizes)
    for student in summary.students:
        _add(student, sizes, everyone, found)
    for (count, total, squares), checks in zip(everyone, found, strict=True):
        for check in checks:
            check.graded += count
            check.rest = (check.rest[0] + total, check.rest[1] + squares)
    return found


def _add(
    student: StudentSummary,
    sizes: list[int],
    everyone: list[tuple[int, float, float]],
    found: list[list[CheckFigures]],
) -> None:
    """everyone: of each exercise, what a student adds to each of its checks by passing it, so that only the others have
    to be looked at one by one: a class has a thousand times more passes than failures."""
    graded = [cell.status in ("passed", "failed") for cell in student.cells]
    failed = {(f.exercise, f.check) for f in student.findings if graded[f.exercise]}
    skipped = {(e, c) for e, c in student.skipped if graded[e]}
    others = sum(size for size, counts in zip(sizes, graded, strict=True) if counts) - len(skipped) - 1
    passed = others + 1 - len(failed)
    if_passed, if_failed = ((max(n, 0) / others if others > 0 else 0.0) for n in (passed - 1, passed))
    for i, counts in enumerate(graded):
        if counts:
            count, total, squares = everyone[i]
            everyone[i] = count + 1, total + if_passed, squares + if_passed**2
    for e, c in failed | skipped:
        check = found[e][c]
        check.rest = check.rest[0] - if_passed, check.rest[1] - if_passed**2
    for e, c in failed:
        check = found[e][c]
        check.failed += 1
        check.alone += passed == others and others > 0
        check.failed_rest += if_failed
        check.rest = check.rest[0] + if_failed, check.rest[1] + if_failed**2
    for e, c in skipped:
        found[e][c].graded -= 1
