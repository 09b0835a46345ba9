"""One task: its published solution and mutants of it, judged by the published tests and by our checks."""

from __future__ import annotations

import dataclasses
import random
import signal
import sys
import time
import types
from collections.abc import Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from pathlib import Path

import assemble
from checkout import Published
from theirs import Theirs

from grader.authoring.trial import answer, strict
from grader.courses import find
from grader.courses.course import CourseExercise
from grader.edits.mutate import Mutant, mutants
from grader.errors import CourseError
from grader.grading.grade import Grading
from grader.sandbox import levels
from grader.sessions.local import LocalSession
from grader.sessions.session import Sandbox
from grader.worker.code.load import MODULE
from grader.worker.serve import Server

AGAIN = 10
"""Further seeds under which a mutant that is recorded as equivalent has to agree with the solution."""


@dataclass
class Row:
    """What is found of one task. score: of the published solution. held: published assertions that our checks hold, of
    `asserted`. theirs, ours: mutants that are not equivalent and pass. missed: those that only the published tests
    catch. notes: for people, a line each."""

    task: str
    lines: int = 0
    score: float = 0.0
    points: float = 0.0
    asserted: int = 0
    held: int = 0
    mutants: int = 0
    tried: int = 0
    equivalent: int = 0
    theirs: int = 0
    ours: int = 0
    missed: int = 0
    notes: list[str] = field(default_factory=list)


class Bench:
    """What a process uses for all its tasks. A sandbox takes longer to start than to grade a hundred answers."""

    def __init__(self, folder: Path) -> None:
        """folder: of the assembled course."""
        self.course = find.load(folder)
        self._open = ExitStack()
        self.sandbox = self._open.enter_context(Sandbox(levels.level("auto"), self.course.limits))
        self.theirs = self._open.enter_context(closing(Theirs()))
        self.gradings = [Grading(self.course, self.sandbox, f"public {n}") for n in range(AGAIN + 1)]
        self.quick = [strict(grading) for grading in self.gradings]
        Finalize(None, self._open.close, exitpriority=1)


_bench: Bench | None = None


def start(folder: Path) -> None:
    """Once in each process, before `measure`."""
    global _bench
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C: the process that started this one says so
    _bench = Bench(folder)


def measure(task: Published, most: int | None, seed: int) -> Row:
    """most: of the mutants, drawn by seed; None: all of them."""
    assert _bench is not None
    bench, exercise = _bench, _bench.course.exercises[task.id]
    row = Row(task.id, lines=_lines(assemble.TASKS / task.id / "checks.py"))
    _held(task, exercise, row)
    task = _solution(task, exercise, bench, row)
    chosen = _drawn(task, most, seed, row) if row.score == row.points else []
    for i, mutant in enumerate(chosen):
        _progress(f"{task.id}: mutant {i + 1} of {len(chosen)}")
        _mutant(task, exercise, mutant, bench, row)
    return row


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)


def _lines(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines())


def _held(task: Published, exercise: CourseExercise, row: Row) -> None:
    """Each published assertion is held by one of our checks, named in HOLDS, or told of."""
    holds: Mapping[str, str] = assemble.checks(task.id).get("HOLDS", {})
    known, all_of_them = {check.name for check in exercise.spec.checks}, task.assertions()
    row.asserted, held = len(all_of_them), set[str]()
    for check, tests in holds.items():
        if check not in known:
            raise CourseError("{task}: HOLDS names {check}, which is not a check", task=task.id, check=check)
        for test in (part.strip() for part in tests.split(";")):
            found = [each for each in all_of_them if test in ("*", each) or each.rpartition("#")[0].startswith(test)]
            if not found:
                raise CourseError("{task}: no published test begins with {test}", task=task.id, test=test)
            held.update(found)
    row.held = len(held)
    row.notes += [f"not held: {each}" for each in all_of_them if each not in held]


def _solution(task: Published, exercise: CourseExercise, bench: Bench, row: Row) -> Published:
    """The task without the published tests that its own solution fails: of a limit on wall time, on a slow machine."""
    result = bench.gradings[0].grade(exercise, answer(exercise, task.solution.encode()))
    row.score, row.points = result.score, exercise.points
    row.notes += [f"{check.name}: {check.message}" for check in result.checks if check.status != "passed"]
    started, bench.theirs.seconds = time.monotonic(), 120.0
    failed = bench.theirs.failed(task.solution, task.function, task.tests)
    bench.theirs.seconds = 5 + 10 * (time.monotonic() - started)  # a mutant that takes longer is caught
    if failed:
        row.notes.append(f"the published solution fails the published tests: {', '.join(failed)}")
    return dataclasses.replace(task, tests={name: code for name, code in task.tests.items() if name not in failed})


def _drawn(task: Published, most: int | None, seed: int, row: Row) -> list[Mutant]:
    found = mutants(task.solution)
    row.mutants = len(found)
    stale = set(assemble.equivalents(task.id)) - {assemble.key(mutant) for mutant in found}
    row.notes += [f"recorded as equivalent, yet no mutant is it: {key}" for key in sorted(stale)]
    if most is not None and most < len(found):
        found = random.Random(f"{seed} {task.id}").sample(found, most)
    row.tried = len(found)
    return sorted(found, key=lambda mutant: mutant.line)


def _mutant(task: Published, exercise: CourseExercise, mutant: Mutant, bench: Bench, row: Row) -> None:
    source = answer(exercise, mutant.text.encode())
    result = bench.quick[0].grade(exercise, source)
    change = f"{assemble.key(mutant)} {mutant.where}: {_one(mutant.was)} -> {_one(mutant.becomes)}"
    if result.status == "ungraded":
        row.notes.append(f"cannot be graded: {change}: {result.checks[-1].message if result.checks else ''}")
    passes_ours = result.status in ("passed", "ungraded")
    recorded = assemble.key(mutant) in assemble.equivalents(task.id)
    if passes_ours and recorded:
        if all(_passes_beside_us(grading, exercise, mutant.text) for grading in bench.quick[1:]):
            row.equivalent += 1
            return
        row.notes.append(f"recorded as equivalent, yet caught under another seed: {change}")
    elif recorded:
        row.notes.append(f"recorded as equivalent, yet caught by {result.checks[-1].name}: {change}")
    passes_theirs = not bench.theirs.failed(mutant.text, task.function, task.tests, first=True)
    row.theirs += passes_theirs
    row.ours += passes_ours
    if passes_ours:
        row.missed += not passes_theirs
        row.notes.append(f"passes ours{'' if passes_theirs else ', and not theirs'}: {change}")


def _passes_beside_us(grading: Grading, exercise: CourseExercise, text: str) -> bool:
    """Graded in this process, which is quicker: what has passed in the sandbox ends, and does no harm."""
    module = types.ModuleType(MODULE)
    exec(compile(text, "mutant.py", "exec", dont_inherit=True), module.__dict__)
    session = LocalSession(Server(module), list(exercise.spec.returns))
    try:
        return grading.grade_session(exercise, session).status == "passed"
    finally:
        session.close()


def _one(text: str) -> str:
    return " | ".join(line.strip() for line in text.splitlines())[:150] or "nothing"
