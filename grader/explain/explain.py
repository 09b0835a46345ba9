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
from grader.explain.forward_line import forward_lines
from grader.explain.places import placed
from grader.explain.repair import repairs
from grader.explain.transplanted import transplanted
from grader.grading.grade import Grading
from grader.outcomes.outcome import Explanation
from grader.outcomes.result import CheckResult, ExerciseResult, stored
from grader.submission.source import Source

log = logging.getLogger("grader")

SEARCHES = (forward_lines, transplanted, repairs)
"""Each is shown a case and yields (check, explanation) for what it finds; later ones see what earlier ones found."""


@dataclass
class Explainer:
    """Explains the wrong answers of one job. known: explanations by exercise and file, for one handed in again."""

    grading: Grading
    budget: Budget
    known: dict[tuple[str, str], dict[str, Explanation]] = field(default_factory=dict)

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
            try:
                found = self._explanations(
                    Case(self.grading, exercise, source, result, self.budget, stop=stop), looking
                )
            except Exception as error:  # our own bug: the verdict stands
                log.warning("%s: %s: %s", exercise.id, type(error).__name__, error)
                return result
            if stop():
                return result
            self.known[key] = found
        checks = [_with(check, self.known[key].get(check.name)) for check in result.checks]
        return msgspec.structs.replace(result, checks=checks)

    def _explanations(self, case: Case, looking: Callable[[str], None]) -> dict[str, Explanation]:
        """By the check's name."""
        found: Found = {check.name: words.own(check, case.kinds) for check in case.failed}
        settled = set[str]()
        for check in case.failed:
            if check.cause in ("missing_name", "wrong_signature"):  # nothing that is run says more
                found[check.name] = placed(case, check, found[check.name])
                settled.add(check.name)
        for search in SEARCHES if case.can_be_asked else ():
            if case.stop():
                break
            looking(search.__name__)
            try:
                for name, explanation in search(case, found):
                    found[name] += [explanation] if name not in settled else []
            except Exception as error:  # our own bug: the verdict stands, and what was found until here
                log.warning("%s: %s: %s: %s", case.exercise.id, search.__name__, type(error).__name__, error)
        found = {check.name: placed(case, check, found[check.name]) for check in case.failed}
        told = {name: words.combined(several) for name, several in found.items() if several}
        in_full = case.exercise.explains == "full"
        return {name: words.in_full(each) if in_full else each for name, each in told.items()}


def _with(check: CheckResult, explanation: Explanation | None) -> CheckResult:
    return check if explanation is None else stored(msgspec.structs.replace(check, explanation=explanation))
