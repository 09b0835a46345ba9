"""Wrong answers that no mistake names: mutants of the solutions, grouped by what they answer. The mistakes of the
largest groups are those most worth writing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.authoring.faults import Unnamed
from grader.authoring.trial import shown
from grader.courses.course import CourseExercise
from grader.edits.mutate import Mutant
from grader.explain.certainty import of_mistake
from grader.explain.examined import Shared, all_alike
from grader.explain.fingerprint import Answer, digest, some_in
from grader.explain.mutants import Candidates
from grader.explain.relations import ENOUGH
from grader.explain.tape import Tape
from grader.grading.grade import Grading

SHOWN = 5
"""Changes of one group that are shown."""


@dataclass
class Behaviours:
    """Of all mutants of a course's solutions. step: as in trial.Trial."""

    grading: Grading
    step: Callable[[str], None] = lambda name: None

    def unnamed(self, exercise: CourseExercise) -> list[Unnamed]:
        """The largest groups first; what ends in an exception, or answers nothing but zeros, is left out."""
        self.step(f"{exercise.id}: what its mutants answer")
        shared = Shared(self.grading)
        checks = [check for check in exercise.spec.checks if not check.hidden and check.watches is None]
        tapes = {check.name: shared.tape(exercise, check) for check in checks}
        named = self._named(shared, exercise)
        groups = dict[str, list[tuple[Mutant, list[str]]]]()
        for mutant, answers in Candidates(self.grading, exercise).answers_of(list(tapes.values())):
            each = dict(zip(tapes, answers, strict=True))
            wrong = [name for name, tape in tapes.items() if not all_alike(each[name], tape.expected)]
            if _tells([each[name] for name in wrong], [tapes[name] for name in wrong]) and not any(
                all(all_alike(each[name], theirs[name]) for name in wrong) for theirs in named
            ):
                groups.setdefault(digest([a for name in wrong for a in each[name]]), []).append((mutant, wrong))
        found = [_group(exercise, members) for members in groups.values()]
        return sorted(found, key=lambda group: -group.mutants)

    def _named(self, shared: Shared, exercise: CourseExercise) -> list[dict[str, list[Answer]]]:
        """What each known mistake answers, by check."""
        checks = [check for check in exercise.spec.checks if not check.hidden and check.watches is None]
        return [
            {check.name: of_mistake(shared, exercise, check, mistake.name) for check in checks}
            for mistake in exercise.mistakes
        ]


def _tells(answers: Sequence[Sequence[Answer]], tapes: Sequence[Tape]) -> bool:
    """Whether there are numbers enough in what differs."""
    differing = (
        mine
        for each, tape in zip(answers, tapes, strict=True)
        for mine, theirs in zip(each, tape.expected, strict=True)
        if not all_alike([mine], [theirs])
    )
    return sum(map(some_in, differing)) >= ENOUGH


def _group(exercise: CourseExercise, members: Sequence[tuple[Mutant, list[str]]]) -> Unnamed:
    changes = [f"line {mutant.line}: {shown(mutant.was)} -> {shown(mutant.becomes)}" for mutant, _ in members[:SHOWN]]
    return Unnamed(exercise.id, len(members), members[0][1], changes)
