"""From a wrong answer's result to the same with explanations: the cause, the line, how sure that is.

The verdict is there before. What is found here is words: no status, score or message of a check changes, and an error
on the way leaves the result as it was. Hidden checks take no part: a repair that passes would tell of their data.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from grader.courses.course import CourseExercise
from grader.explain import words
from grader.explain.budget import Budget
from grader.explain.case import Case, Found
from grader.explain.certainty import certainty
from grader.explain.examined import Shared
from grader.explain.forward_line import forward_lines
from grader.explain.mutants import mutated
from grader.explain.places import placed
from grader.explain.probes import probes
from grader.explain.repair import repairs
from grader.explain.transplanted import transplanted
from grader.grading.grade import Grading
from grader.outcomes.outcome import Explanation
from grader.outcomes.result import CheckResult, ExerciseResult, stored
from grader.submission.source import Source

log = logging.getLogger("grader")

SEARCHES = (forward_lines, transplanted, certainty, probes, repairs, mutated)
"""Each is shown a case and yields (check, explanation) for what it finds; later ones see what earlier ones found."""


@dataclass(frozen=True)
class AnswerExplanations:
    """What was found out of one answer, by the check's name. clusters: of what is not explained."""

    explanations: dict[str, Explanation]
    clusters: dict[str, str]

    def beside(self, check: CheckResult) -> CheckResult:
        explanation, cluster = self.explanations.get(check.name), self.clusters.get(check.name)
        if explanation is None and cluster is None:
            return check
        return stored(msgspec.structs.replace(check, explanation=explanation, cluster=cluster))


@dataclass
class Explainer:
    """Explains the wrong answers of one job. known: explanations by exercise and file, for one handed in again."""

    grading: Grading
    budget: Budget
    known: dict[tuple[str, str], AnswerExplanations] = field(default_factory=dict)
    _shared: Shared = field(init=False)

    def __post_init__(self) -> None:
        self._shared = Shared(self.grading)

    def explained(
        self,
        exercise: CourseExercise,
        source: Source | None,
        result: ExerciseResult,
        looking: Callable[[str], None] = lambda search: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> ExerciseResult:
        """The result with `explanation` at the visible checks that have failed. looking: called before a search, with
        its name. stop: whether nobody waits any more; then it is the result as it was."""
        failed = [check for check in result.checks if check.status == "failed" and not check.hidden]
        if source is None or not failed or exercise.explains == "off":
            return result
        key = exercise.id, source.digest
        if key not in self.known:
            case = Case(self.grading, exercise, source, result, self.budget, shared=self._shared, stop=stop)
            try:
                found = self._explanations(case, looking)
            except Exception as error:  # our own bug: the verdict stands
                log.warning("%s: %s: %s", exercise.id, type(error).__name__, error)
                return result
            finally:
                case.examined.close()
            if stop():
                return result
            self.known[key] = found
        checks = [self.known[key].beside(check) for check in result.checks]
        return msgspec.structs.replace(result, checks=checks)

    def _explanations(self, case: Case, looking: Callable[[str], None]) -> AnswerExplanations:
        found: Found = {check.name: words.own(check, case.kinds) for check in case.failed}
        settled = set[str]()
        for check in case.failed:
            if check.cause in ("missing_name", "wrong_signature"):  # nothing that is run says more
                found[check.name] = placed(case, check, found[check.name])
                settled.add(check.name)
        known = set[str]() if case.budget.thorough else {name for name, each in found.items() if _is_told(each)}
        for search in SEARCHES if known | settled != found.keys() else (forward_lines,):
            if case.stop() or not case.can_be_asked:
                break
            looking(search.__name__)
            try:
                for name, explanation in search(case, found):
                    found[name] += [explanation] if name not in settled else []
            except Exception as error:  # our own bug: the verdict stands, and what was found until here
                log.warning("%s: %s: %s: %s", case.exercise.id, search.__name__, type(error).__name__, error)
        explained = {name for name, several in found.items() if any(each.source != "reading" for each in several)}
        clusters = case.examined.clusters(found.keys() - explained)
        found = {check.name: placed(case, check, found[check.name]) for check in case.failed}
        told = {name: words.combined(several, name in case.doubtful) for name, several in found.items() if several}
        in_full = case.exercise.explains == "full"
        return AnswerExplanations(
            {name: words.in_full(each) if in_full else each for name, each in told.items()}, clusters
        )


def _is_told(several: list[Explanation]) -> bool:
    """Whether a known mistake or an error with its line tells the cause."""
    return any(each.source == "mistake" or (each.source == "error" and each.line is not None) for each in several)
