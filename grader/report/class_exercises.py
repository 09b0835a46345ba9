"""How the class fares with each exercise and each of its checks, and how many attempts that takes."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.language import gettext as _
from grader.language import ngettext
from grader.language.statuses import STATUS_WORDS

from .difficulty import CheckFigures, figures
from .summary import ClassSummary, ExerciseCell, Outline

HOUR, DAY = 3600, 86_400


@dataclass(frozen=True)
class Rate:
    """What became of a check, or of an exercise. percent: of those who were graded on it."""

    title: str
    passed: int
    graded: int

    @property
    def percent(self) -> float:
        return 100 * self.passed / self.graded if self.graded else 0.0


@dataclass(frozen=True)
class CheckRate(Rate):
    """about: lines on how hard it is and what it says of the rest; of a small class there are none."""

    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExercisePart:
    """mean: of the scores there are. others: (words, how many) of those who were not graded. attempts: lines on how
    many attempts it took; none where everybody has one."""

    id: str
    title: str
    points: float
    rate: Rate
    mean: float | None
    checks: list[CheckRate]
    others: list[tuple[str, int]]
    attempts: list[str]


def exercises(summary: ClassSummary) -> list[ExercisePart]:
    return [
        _exercise(outline, [student.cells[i] for student in summary.students], checks)
        for i, (outline, checks) in enumerate(zip(summary.exercises, figures(summary), strict=True))
    ]


def _exercise(outline: Outline, cells: list[ExerciseCell], checks: list[CheckFigures]) -> ExercisePart:
    found = Counter(cell.status for cell in cells)
    scores = [cell.score for cell in cells if cell.score is not None]
    return ExercisePart(
        id=outline.id,
        title=outline.title,
        points=outline.points,
        rate=Rate(outline.title, found["passed"], found["passed"] + found["failed"]),
        mean=statistics.fmean(scores) if scores else None,
        checks=[_check(*each) for each in zip(outline.checks, checks, strict=True)],
        others=[(_(STATUS_WORDS[s]), found[s]) for s in ("not_attempted", "missing", "ungraded") if found[s]],
        attempts=list(_attempts([cell for cell in cells if cell.tries])),
    )


def _check(title: str, check: CheckFigures) -> CheckRate:
    about = [check.words] if check.words else []
    if (correlation := check.correlation) is not None:
        about.append(_("Item-rest correlation: %(value)s", value=f"{correlation:.2f}".replace("-", "−")))
    return CheckRate(title, check.passed, check.graded, tuple(about))


def _attempts(cells: list[ExerciseCell]) -> Iterator[str]:
    """Until it was passed, and how long that took."""
    several = [cell for cell in cells if cell.tries > 1]
    if not several:
        return
    at = Counter(min(cell.passed_at, 4) for cell in cells if cell.passed_at)
    words = {1: _("at the first"), 2: _("at the second"), 3: _("at the third"), 4: _("later")}
    if at:
        yield _("Passed at which attempt:") + " " + ", ".join(f"{words[n]} {at[n]}" for n in sorted(at)) + "."
    if never := sum(cell.passed_at is None for cell in several):
        yield ngettext(
            "One student has not passed it in several attempts.",
            "%(n)s students have not passed it in several attempts.",
            never,
        )
    if took := [cell.between for cell in several if cell.between is not None]:
        yield _("From the first attempt to the last, half of those with several took at most %(time)s.",
                time=_duration(statistics.median_high(took)))  # fmt: skip


def _duration(seconds: float) -> str:
    """Rounded up: minutes, hours or days."""
    if seconds <= 2 * HOUR:
        return ngettext("one minute", "%(n)s minutes", max(-(-seconds // 60), 1))
    if seconds <= 2 * DAY:
        return ngettext("one hour", "%(n)s hours", -(-seconds // HOUR))
    return ngettext("one day", "%(n)s days", -(-seconds // DAY))
