"""`grade verify`: a course against itself. Each promise that a course makes is a method that yields its faults.

Solutions earn all points, stubs none, mistakes are named as themselves, and no small change to a solution (mutate.py)
goes unnoticed, except those that solutions/<id>/equivalents.toml says are no change at all.
"""

from __future__ import annotations

import ast
import dataclasses
import difflib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import msgspec
from rich.console import Console

from grader import course as courses
from grader import isolation, terminal
from grader.authoring.mutate import Mutant, mutants
from grader.course import Course, CourseExercise
from grader.errors import EXIT_BELOW, CourseError, UsageError
from grader.grade import Grading
from grader.result import CheckResult, ExerciseResult
from grader.sandbox.forkserver import Limits
from grader.sandbox.session import Sandbox
from grader.submission.source import Source
from grader.text import one_line

EQUIVALENTS = "equivalents.toml"
MUTANT_LOAD_S, MUTANT_CALL_S, MUTANT_S = 10.0, 5.0, 40.0
"""Wall time for a mutant's file, call and whole: one that never ends is caught, and costs no more than this."""


@dataclass(frozen=True)
class Options:
    """seeds: how many seeds solutions and mistakes are graded with. exercises: ids, none for all."""

    course_folder: Path | None
    exercises: tuple[str, ...]
    seeds: int
    with_mutants: bool
    as_json: bool


class Fault(msgspec.Struct, frozen=True):
    """One thing to be mended. file: relative to the course, with its line where there is one. diff: of a mutant."""

    exercise: str
    file: str
    what: str
    mend: str
    diff: str = ""

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.file, f"{self.what}; {self.mend}" if self.mend else self.what)))


class Counts(msgspec.Struct):
    """How many there are, and of how many the course's promise holds."""

    exercises: int = 0
    solutions: int = 0
    stubs: int = 0
    mistakes: int = 0
    mistakes_named: int = 0
    mutants_caught: int = 0
    mutants_survived: int = 0
    mutants_equivalent: int = 0

    @property
    def percent_caught(self) -> float:
        """Of the mutants that are not equivalent."""
        judged = self.mutants_caught + self.mutants_survived
        return 100 * self.mutants_caught / judged if judged else 100.0


class Document(msgspec.Struct):
    """What --json prints."""

    course: str
    seeds: int
    counts: Counts
    faults: list[Fault]
    schema: int = 1


class _Equivalent(msgspec.Struct, forbid_unknown_fields=True):
    """A mutant that is right by the exercise's contract, by its key in mutate.py."""

    where: str
    was: str
    becomes: str
    reason: Annotated[str, msgspec.Meta(min_length=10)]


class _Equivalents(msgspec.Struct, forbid_unknown_fields=True):
    mutant: list[_Equivalent] = []


def run(options: Options) -> int:
    """Returns the exit status: 1 where a fault is found. Raises GraderError where there is nothing to verify."""
    course = courses.load(options.course_folder or courses.find(Path.cwd(), ()))
    chosen = _chosen(course, options.exercises)
    steps = sum(_steps(exercise, options) for exercise in chosen)
    with Sandbox(isolation.level("auto"), course.limits) as sandbox, terminal.progress(steps) as step:
        verification = Verification(course, sandbox, options.seeds, options.with_mutants, step)
        faults = [] if options.exercises else list(stray_files(course))
        for exercise in chosen:
            faults += verification.faults(exercise)
    document = Document(course.name, options.seeds, verification.counts, faults)
    if options.as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(document)).decode() + "\n")
    else:
        show(document)
    sys.stdout.flush()
    return EXIT_BELOW if faults else 0


def show(document: Document) -> None:
    """One line a fault, a surviving mutant's diff below it, the counts at the end."""
    console, counts, seeds = Console(highlight=False), document.counts, _number(document.seeds, "seed")
    for fault in document.faults:
        console.print(str(fault), style="red", markup=False, soft_wrap=True)
        for line in fault.diff.splitlines()[1:]:
            console.print(f"    {line}", markup=False, soft_wrap=True)
    console.print(
        f"solutions that earn all points over {seeds}: {counts.solutions} of {counts.exercises}\n"
        f"stubs that earn none: {counts.stubs} of {counts.exercises}\n"
        f"mistakes that lose points and are named: {counts.mistakes_named} of {counts.mistakes}\n"
        f"mutants: {counts.mutants_caught} caught, {counts.mutants_survived} survived, "
        f"{counts.mutants_equivalent} equivalent ({counts.percent_caught:.1f} % of the others caught)\n"
        f"[bold]{_number(len(document.faults), 'fault')}[/]"
    )


def _chosen(course: Course, ids: tuple[str, ...]) -> list[CourseExercise]:
    for name in ids:
        if name not in course.exercises:
            raise UsageError(f"there is no exercise {name!r} in this course; there are {', '.join(course.exercises)}")
    return [exercise for exercise in course.exercises.values() if not ids or exercise.id in ids]


def _steps(exercise: CourseExercise, options: Options) -> int:
    """For the progress bar, before anything of the course is run."""
    try:
        changed = len(_mutants(exercise)) if options.with_mutants else 0
    except CourseError:
        return 1
    return 1 + options.seeds * (1 + len(list((exercise.folder / "mistakes").glob("*.py")))) + changed


def stray_files(course: Course) -> Iterator[Fault]:
    """Files and folders of exercises/ and solutions/ that belong to no exercise of course.toml."""
    mend = f"list it in {courses.FILE}, or take it away"
    for path in _inside(course.root / "exercises"):
        if path.name != "given" and not (path.suffix == ".py" and path.stem in course.exercises):
            yield Fault("", _relative(course, path), "no exercise has this stub", mend)
    for path in _inside(course.root / "solutions"):
        if path.name not in course.exercises and path.suffix != ".po":
            yield Fault("", _relative(course, path), "no exercise has this name", mend)


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name != "__pycache__")


def _relative(course: Course, path: Path) -> str:
    return str(path.relative_to(course.root))


@dataclass
class Verification:
    """One run over a course. step: called with what is done next."""

    course: Course
    sandbox: Sandbox
    seeds: int = 3
    with_mutants: bool = True
    step: Callable[[str], None] = lambda name: None
    counts: Counts = field(default_factory=Counts)

    def __post_init__(self) -> None:
        self._gradings = [Grading(self.course, self.sandbox, f"verify {n}") for n in range(self.seeds)]
        hurried = dataclasses.replace(self.sandbox, limits=_hurried(self.sandbox.limits))
        self._broken: set[tuple[str, str]] = set()  # (exercise, check) that a fault is told of
        self._strict = Grading(self.course, hurried, "verify 0", diagnose=False)

    def faults(self, exercise: CourseExercise) -> list[Fault]:
        """Everything that is wrong with one exercise; the first CourseError ends it, as it would end a grading."""
        found: list[Fault] = []
        self.counts.exercises += 1
        promises = [self._layout, self._table, self._stub_names, self._stub, self._solution, self._mistakes]
        solved = self.counts.solutions
        try:
            for promise in promises:
                found.extend(promise(exercise))
            if self.with_mutants and self.counts.solutions > solved:  # else each would repeat the solution's fault
                found.extend(self._mutants(exercise))
        except CourseError as error:
            found.append(Fault(exercise.id, "", str(error), ""))
        return list(dict.fromkeys(found))  # a check that is broken is so with every answer

    def _fault(self, exercise: CourseExercise, file: str, what: str, mend: str, diff: str = "") -> Fault:
        return Fault(exercise.id, f"{_relative(self.course, exercise.folder)}/{file}", what, mend, diff)

    def _ungraded(self, exercise: CourseExercise, result: ExerciseResult) -> Iterator[Fault]:
        """The fault of the check that could not judge an answer: the same one whatever the answer was."""
        check = next((check for check in result.checks if check.status == "ungraded"), None)
        name, message = (check.name, check.message) if check else ("", result.message)
        self._broken.add((exercise.id, name))
        yield self._fault(exercise, "checks.py", message, "mend that check, none of its answers can be graded")

    def _layout(self, exercise: CourseExercise) -> Iterator[Fault]:
        known = {"solution.py", "checks.py", "mistakes", EQUIVALENTS}
        for path in _inside(exercise.folder):
            if path.name not in known:
                yield self._fault(exercise, path.name, "nothing reads this file", "take it away")
        for path in _inside(exercise.folder / "mistakes"):
            if path.suffix != ".py" or not path.stem.isidentifier():
                yield self._fault(exercise, f"mistakes/{path.name}", "no mistake", "name it <what_is_wrong>.py")

    def _table(self, exercise: CourseExercise) -> Iterator[Fault]:
        table = exercise.table  # raises CourseError where its points are not course.toml's
        if not exercise.parameters:
            yield self._fault(exercise, "checks.py", "an answer need not define anything", "fill in `returns`")
        for name, number in Counter(check.name for check in table.checks).items():
            if number > 1:
                yield self._fault(exercise, "checks.py", f"{number} checks are called {name}", "rename them")
        for check in table.checks:
            if not check.hint:
                yield self._fault(exercise, "checks.py", f"the check {check.name} has no hint", 'write hint="…"')
            if check.points <= 0:
                yield self._fault(exercise, "checks.py", f"the check {check.name} is worth nothing", "give it points")

    def _stub_names(self, exercise: CourseExercise) -> Iterator[Fault]:
        """The stub offers what the solution defines, with the same parameters."""
        file = f"exercises/{exercise.id}.py"
        try:
            offered = _definitions(ast.parse(exercise.stub))
        except SyntaxError as error:
            raise CourseError(f"{file}, line {error.lineno}: {error.msg}") from None
        for name, parameters in exercise.parameters.items():
            if name not in offered:
                yield Fault(exercise.id, file, f"{name} is missing", "the checks call it: write its head")
            elif parameters is not None and offered[name] != parameters:
                is_here, has = ", ".join(offered[name] or ()), ", ".join(parameters)
                mend = f"the solution has {name}({has})"
                yield Fault(exercise.id, file, f"the stub has {name}({is_here})", mend)

    def _stub(self, exercise: CourseExercise) -> Iterator[Fault]:
        """Also when it is not byte for byte the stub, so that it is run."""
        self.step(f"{exercise.id}: stub")
        good = True
        for text in (exercise.stub, exercise.stub + b"\n# read\n"):
            result = self._gradings[0].grade(exercise, _source(exercise, text))
            if result.status == "ungraded":
                good = False
                yield from self._ungraded(exercise, result)
            elif result.status != "not_attempted" or result.score:
                good = False
                what = f"the stub earns {result.score:g} points ({result.status}): {_first(result)}"
                yield Fault(exercise.id, f"exercises/{exercise.id}.py", what, "it shall raise NotImplementedError")
            if not good:
                break
        self.counts.stubs += good

    def _solution(self, exercise: CourseExercise) -> Iterator[Fault]:
        text, good = _solution_text(exercise).encode(), True
        for grading in self._gradings:
            self.step(f"{exercise.id}: solution")
            result = grading.grade(exercise, _source(exercise, text))
            if result.status == "ungraded":
                good = False
                yield from self._ungraded(exercise, result)
            elif result.status != "passed" or result.score != exercise.points:
                good = False
                what = f"earns {result.score:g} of {exercise.points:g} points with the seed {grading.seed!r}"
                yield self._fault(exercise, "solution.py", what, f"mend it or the check: {_first(result)}")
        self.counts.solutions += good

    def _mistakes(self, exercise: CourseExercise) -> Iterator[Fault]:
        for mistake in exercise.mistakes:
            self.counts.mistakes += 1
            found = list(self._mistake(exercise, mistake.name))
            self.counts.mistakes_named += not found
            yield from found[:1]

    def _mistake(self, exercise: CourseExercise, name: str) -> Iterator[Fault]:
        """What is wrong with it, under each seed."""
        file = f"mistakes/{name}.py"
        for grading in self._gradings:
            self.step(f"{exercise.id}: {name}")
            result = grading.grade(exercise, _source(exercise, exercise.mistake_source(name)))
            named = [check.mistake for check in result.checks if check.mistake]
            where = f"with the seed {grading.seed!r}"
            if result.status == "ungraded":
                yield from self._ungraded(exercise, result)
            elif result.status != "failed" or result.score >= exercise.points:
                what = f"earns {result.score:g} of {exercise.points:g} points {where} ({result.status})"
                yield self._fault(
                    exercise, file, what, _changes_nothing(exercise, name) or "sharpen a check until it does not"
                )
            elif name not in named:
                what = f"is not named {where}: {_first(result)}"
                others = f"told apart from {', '.join(sorted(set(named)))}" if named else "recognised by a check"
                yield self._fault(exercise, file, what, f"it must be {others}")

    def _mutants(self, exercise: CourseExercise) -> Iterator[Fault]:
        recorded = _equivalents(exercise)
        for mutant in _mutants(exercise):
            self.step(f"{exercise.id}: mutant of line {mutant.line}")
            result = self._strict.grade(exercise, _source(exercise, mutant.text.encode()))
            equivalent = recorded.pop(mutant.key, None) is not None
            yield from self._judged(exercise, mutant, result, equivalent)
        for _, was, becomes in recorded:
            what = f"no mutant turns {_shown(was)} into {_shown(becomes)} any more"
            yield self._fault(exercise, EQUIVALENTS, what, "take its entry out")

    def _judged(
        self, exercise: CourseExercise, mutant: Mutant, result: ExerciseResult, equivalent: bool
    ) -> Iterator[Fault]:
        place, change = f"solution.py, line {mutant.line}", f"{_shown(mutant.was)} -> {_shown(mutant.becomes)}"
        last = result.checks[-1]
        if result.status == "ungraded":
            self.counts.mutants_survived += 1
            if (exercise.id, last.name) in self._broken:
                return
            self._broken.add((exercise.id, last.name))
            mend = f"the check {last.name} in checks.py fails itself: {last.message}"
            yield self._fault(exercise, place, f"the mutant {change} cannot be graded", mend, mutant.diff)
        elif result.status != "passed":
            self.counts.mutants_caught += 1
            if equivalent and last.cause != "timed_out":
                what = f"the mutant {change} in {mutant.where} is recorded as equivalent, yet caught by {last.name}"
                yield self._fault(exercise, EQUIVALENTS, what, "take its entry out, or mend the check")
        elif equivalent:
            self.counts.mutants_equivalent += 1
        else:
            self.counts.mutants_survived += 1
            mend = f"sharpen a check, or record it in {EQUIVALENTS} (where = {mutant.where!r}) with a reason"
            yield self._fault(exercise, place, f"the mutant {change} earns all points", mend, mutant.diff)


def _hurried(limits: Limits) -> Limits:
    return dataclasses.replace(
        limits,
        load_s=min(limits.load_s, MUTANT_LOAD_S),
        call_s=min(limits.call_s, MUTANT_CALL_S),
        exercise_s=min(limits.exercise_s, MUTANT_S),
    )


def _source(exercise: CourseExercise, text: bytes) -> Source:
    return Source(exercise.id, "solution.py", "solution.py", {"solution.py": text})


def _solution_text(exercise: CourseExercise) -> str:
    path = exercise.folder / "solution.py"
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from None


def _changes_nothing(exercise: CourseExercise, name: str) -> str:
    """What to do about a mistake all of whose functions and classes are new beside the solution's; else nothing."""
    here = _definitions(ast.parse((exercise.folder / "mistakes" / f"{name}.py").read_bytes()))
    known = vars(exercise.solution)
    if not here or any(each in known for each in here):
        return ""
    near = difflib.get_close_matches(next(iter(here)), exercise.parameters, 1) or list(exercise.parameters)
    return f"the solution has no `{'`, `'.join(here)}`: define `{near[0]}` anew"


def _mutants(exercise: CourseExercise) -> list[Mutant]:
    try:
        return mutants(_solution_text(exercise))
    except SyntaxError as error:
        raise CourseError(f"{exercise.folder / 'solution.py'}, line {error.lineno}: {error.msg}") from None


def _equivalents(exercise: CourseExercise) -> dict[tuple[str, str, str], str]:
    """Mutant.key -> reason. Raises CourseError for a file that says something it may not say."""
    path = exercise.folder / EQUIVALENTS
    if not path.exists():
        return {}
    try:
        table = msgspec.toml.decode(path.read_bytes(), type=_Equivalents)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from None
    return {(entry.where, entry.was.strip("\n"), entry.becomes.strip("\n")): entry.reason for entry in table.mutant}


def _definitions(tree: ast.Module) -> dict[str, list[str] | None]:
    """name -> the parameters without a default of each function at the top of the file; None for a class."""
    found: dict[str, list[str] | None] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
            found[node.name] = names[: len(names) - len(node.args.defaults)]
        elif isinstance(node, ast.ClassDef):
            found[node.name] = None
    return found


def _first(result: ExerciseResult) -> str:
    """The first thing that went wrong, in one line."""
    wrong: list[CheckResult] = [check for check in result.checks if check.status != "passed"]
    if not wrong:
        return one_line(result.message, 200)
    named = f" (named {wrong[0].mistake})" if wrong[0].mistake else ""
    return one_line(f"{wrong[0].name}: {wrong[0].detail or wrong[0].message}{named}", 300)


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _shown(text: str) -> str:
    return one_line(" | ".join(line.strip() for line in text.splitlines()), 160) if text else "nothing"
