"""A course against itself. Each promise that a course makes is a method that yields its faults: solutions earn all
points, stubs none, mistakes are named as themselves, and no small change to a solution goes unnoticed (trial.py)."""

from __future__ import annotations

import ast
import difflib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.authoring.equivalents import FILE as EQUIVALENTS
from grader.authoring.faults import Counts, Fault, fault_of
from grader.authoring.strength import OffSchedule
from grader.authoring.trial import Trial, answer, solution_text
from grader.courses import toml as course_toml
from grader.courses.course import Course, CourseExercise, parsed
from grader.errors import CourseError
from grader.grading.grade import Grading
from grader.outcomes.result import CheckResult, ExerciseResult
from grader.sessions.session import Sandbox
from grader.text import one_line


def stray_files(course: Course) -> Iterator[Fault]:
    """Files and folders of exercises/ and solutions/ that belong to no exercise of course.toml."""
    fix = f"list it in {course_toml.FILE}, or take it away"
    for path in _inside(course.root / "exercises"):
        if path.name != "given" and not (path.suffix == ".py" and path.stem in course.exercises):
            yield Fault("", _relative(course, path), "no exercise has this stub", fix)
    for path in _inside(course.root / "solutions"):
        if path.name not in course.exercises and path.suffix != ".po":
            yield Fault("", _relative(course, path), "no exercise has this name", fix)


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name != "__pycache__")


def _relative(course: Course, path: Path) -> str:
    return str(path.relative_to(course.root))


@dataclass
class Verification:
    """One run over a course. step: called with what is done next. twins: for each exercise and seed (strength.py)."""

    course: Course
    sandbox: Sandbox
    seeds: int = 3
    with_mutants: bool = True
    step: Callable[[str], None] = lambda name: None
    counts: Counts = field(default_factory=Counts)
    twins: int = 0

    def __post_init__(self) -> None:
        self._gradings = [Grading(self.course, self.sandbox, f"verify {n}") for n in range(self.seeds)]
        self._broken: set[tuple[str, str]] = set()  # (exercise, check) that a fault is told of
        self._trial = Trial(self._gradings[0], self.counts, self._broken, self.step)
        self._twins = OffSchedule(self._gradings, self.twins, self._broken, self.step)
        self.strength = self._twins.found

    def faults(self, exercise: CourseExercise) -> list[Fault]:
        """Everything that is wrong with one exercise; the first CourseError ends it, as it would end a grading."""
        found: list[Fault] = []
        self.counts.exercises += 1
        promises = [self._layout, self._table, self._stub_names, self._stub, self._solution, self._mistakes]
        solved = self.counts.solutions
        try:
            for promise in promises:
                found.extend(promise(exercise))
            if self.counts.solutions > solved:  # else each would repeat the solution's fault
                found.extend(self._trial.faults(exercise) if self.with_mutants else ())
                found.extend(self._twins.faults(exercise) if self.twins else ())
        except CourseError as error:
            found.append(Fault(exercise.id, "", self._inside_course(str(error)), ""))
        return list(dict.fromkeys(found))  # a check that is broken is so with every answer

    def _inside_course(self, message: str) -> str:
        """The message with paths relative to the course, as in the other faults."""
        return message.replace(str(self.course.root / "_")[:-1], "")

    def _ungraded(self, exercise: CourseExercise, result: ExerciseResult) -> Iterator[Fault]:
        """The fault of the check that could not judge an answer: the same one whatever the answer was."""
        check = next((check for check in result.checks if check.status == "ungraded"), None)
        name, message = (check.name, check.message) if check else ("", result.message)
        self._broken.add((exercise.id, name))
        yield fault_of(
            exercise, "checks.py", self._inside_course(message), f"fix {name or 'it'}: no answer can be graded"
        )

    def _layout(self, exercise: CourseExercise) -> Iterator[Fault]:
        known = {"solution.py", "checks.py", "mistakes", EQUIVALENTS}
        for path in _inside(exercise.folder):
            if path.name not in known:
                yield fault_of(exercise, path.name, "nothing reads this file", "take it away")
        for path in _inside(exercise.folder / "mistakes"):
            if path.suffix != ".py" or not path.stem.isidentifier():
                yield fault_of(exercise, f"mistakes/{path.name}", "no mistake", "name it <what_is_wrong>.py")

    def _table(self, exercise: CourseExercise) -> Iterator[Fault]:
        spec = exercise.spec  # raises CourseError where its points are not course.toml's
        if not exercise.parameters and not spec.variables:
            yield fault_of(exercise, "checks.py", "an answer need not define anything", "fill in `returns`")
        for name, number in Counter(check.name for check in spec.checks).items():
            if number > 1:
                yield fault_of(exercise, "checks.py", f"{number} checks are called {name}", "rename them")
        for check in spec.checks:
            if not check.hint:
                yield fault_of(exercise, "checks.py", f"the check {check.name} has no hint", 'write hint="…"')
            if check.points <= 0:
                yield fault_of(exercise, "checks.py", f"the check {check.name} is worth nothing", "give it points")

    def _stub_names(self, exercise: CourseExercise) -> Iterator[Fault]:
        """The stub offers what the solution defines, with the same parameters."""
        file = f"exercises/{exercise.id}.py"
        offered = _definitions(parsed(Path(file), exercise.stub))
        for name, parameters in exercise.parameters.items():
            if name not in offered:
                yield Fault(exercise.id, file, f"{name} is missing", "the checks call it: write its head")
            elif parameters is not None and offered[name] != parameters:
                is_here, has = ", ".join(offered[name] or ()), ", ".join(parameters)
                fix = f"the solution has {name}({has})"
                yield Fault(exercise.id, file, f"the stub has {name}({is_here})", fix)

    def _stub(self, exercise: CourseExercise) -> Iterator[Fault]:
        """Also when it is not byte for byte the stub, so that it is run."""
        self.step(f"{exercise.id}: stub")
        file = f"exercises/{exercise.id}.py"
        if _stub_is_solution(exercise):
            yield Fault(exercise.id, file, "the stub is the solution", "it has to raise NotImplementedError")
            return
        good = True
        for text in (exercise.stub, exercise.stub + b"\n# read\n"):
            result = self._gradings[0].grade(exercise, answer(exercise, text))
            if result.status == "ungraded":
                good = False
                yield from self._ungraded(exercise, result)
            elif result.status != "not_attempted" or result.score:
                good = False
                what = f"the stub earns {result.score:g} points ({result.status})"
                what = ": ".join(filter(None, (what, _first(result))))
                yield Fault(exercise.id, file, what, "it has to raise NotImplementedError")
            if not good:
                break
        self.counts.stubs += good

    def _solution(self, exercise: CourseExercise) -> Iterator[Fault]:
        if _stub_is_solution(exercise):  # it would count as not attempted
            return
        text, good, wrong = solution_text(exercise).encode(), True, list[_Wrong]()
        for grading in self._gradings:
            self.step(f"{exercise.id}: solution")
            result = grading.grade(exercise, answer(exercise, text))
            if result.status == "ungraded":
                good = False
                yield from self._ungraded(exercise, result)
            elif result.status != "passed" or result.score != exercise.points:
                good = False
                what = f"earns {result.score:g} of {exercise.points:g} points"
                wrong.append(_Wrong(grading.seed, what, "", f"fix it or the check: {_first(result)}", _kind(result)))
        yield from self._by_seeds(exercise, "solution.py", wrong)
        self.counts.solutions += good

    def _mistakes(self, exercise: CourseExercise) -> Iterator[Fault]:
        for mistake in exercise.mistakes:
            self.counts.mistakes += 1
            found = list(self._mistake(exercise, mistake.name))
            self.counts.mistakes_named += not found
            yield from found[:1]

    def _mistake(self, exercise: CourseExercise, name: str) -> Iterator[Fault]:
        """What is wrong with it, under each seed."""
        wrong: list[_Wrong] = []
        for grading in self._gradings:
            self.step(f"{exercise.id}: {name}")
            result = grading.grade(exercise, answer(exercise, exercise.mistake_source(name)))
            named = [check.mistake for check in result.checks if check.mistake]
            if result.status == "ungraded":
                yield from self._ungraded(exercise, result)
            elif result.status != "failed" or result.score >= exercise.points:
                what = f"earns {result.score:g} of {exercise.points:g} points"
                fix = _changes_nothing(exercise, name) or "sharpen a check until it does not"
                wrong.append(_Wrong(grading.seed, what, f" ({result.status})", fix, result.status))
            elif name not in named:
                others = f"told apart from {', '.join(sorted(set(named)))}" if named else "recognised by a check"
                wrong.append(
                    _Wrong(grading.seed, "is not named", f": {_first(result)}", f"it must be {others}", others)
                )
        yield from self._by_seeds(exercise, f"mistakes/{name}.py", wrong)

    def _by_seeds(self, exercise: CourseExercise, file: str, wrong: list[_Wrong]) -> Iterator[Fault]:
        """One fault for all seeds that show the same thing, in the words of the first."""
        alike: dict[tuple[str, str], list[_Wrong]] = {}
        for each in wrong:
            alike.setdefault((each.what, each.kind), []).append(each)
        for first, *others in alike.values():
            number = f"{len(others) + 1} of {self.seeds} seeds, the first {first.seed!r}"
            seeds = number if others else f"the seed {first.seed!r}"
            yield fault_of(exercise, file, f"{first.what} with {seeds}{first.details}", first.fix)


@dataclass(frozen=True)
class _Wrong:
    """What an answer got wrong with one seed. details: may differ from seed to seed. kind: does not."""

    seed: str
    what: str
    details: str
    fix: str
    kind: str


def _stub_is_solution(exercise: CourseExercise) -> bool:
    return exercise.stub.strip() == solution_text(exercise).encode().strip()


def _changes_nothing(exercise: CourseExercise, name: str) -> str:
    """What to do about a mistake all of whose functions and classes are new beside the solution's; else nothing."""
    here = _definitions(ast.parse((exercise.folder / "mistakes" / f"{name}.py").read_bytes()))
    known = vars(exercise.solution)
    if not here or any(each in known for each in here):
        return ""
    near = difflib.get_close_matches(next(iter(here)), exercise.parameters, 1) or list(exercise.parameters)
    return f"the solution has no `{'`, `'.join(here)}`: define `{near[0]}` again"


def _definitions(tree: ast.Module) -> dict[str, list[str] | None]:
    """name -> the parameters without a default of each function at the top of the file; None for a class."""
    found: dict[str, list[str] | None] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
            rest = [f"*{node.args.vararg.arg}"] if node.args.vararg else []
            found[node.name] = [*names[: len(names) - len(node.args.defaults)], *rest]
        elif isinstance(node, ast.ClassDef):
            found[node.name] = None
    return found


def _kind(result: ExerciseResult) -> str:
    """Which checks failed, and for what."""
    return ", ".join(f"{check.name} {check.cause}" for check in result.checks if check.status != "passed")


def _first(result: ExerciseResult) -> str:
    """The first thing that went wrong, in one line."""
    wrong: list[CheckResult] = [check for check in result.checks if check.status != "passed"]
    if not wrong:
        return one_line(result.message, 200)
    named = f" (named {wrong[0].mistake})" if wrong[0].mistake else ""
    said = wrong[0].detail or wrong[0].message or result.message
    return one_line(f"{wrong[0].name}: {said}{named}", 300)
