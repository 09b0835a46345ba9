"""A course: course.toml, the stubs in exercises/, and for each exercise a folder in solutions/."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from grader.courses.items import Item, comments
from grader.courses.late_policy import DEFAULT, Policy
from grader.courses.toml import FILE, Explains
from grader.errors import CourseError, reason
from grader.limits import Limits
from grader.message import message_of, say

if TYPE_CHECKING:
    from grader.courses.spec import Exercise
    from grader.outcomes.outcome import Kind
    from grader.submission.handout import Handout


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: `name` is its file's stem, `text` the docstring that the student reads, `kind` the `kind`
    in the file."""

    name: str
    text: str
    module: types.ModuleType
    kind: Kind = "other"


class CourseExercise:
    """One exercise of a course; its files are read when they are first needed."""

    def __init__(
        self,
        root: Path,
        exercise_id: str,
        points: float,
        explains: Explains = "line",
        items: tuple[Item, ...] = (),
    ) -> None:
        """points: of its checks. items: what people grade beside them."""
        self.id, self.points, self.explains, self.items = exercise_id, points, explains, items
        self.worth = points + sum(item.worth for item in items)
        self._root, self.folder = root, root / "solutions" / exercise_id

    @functools.cached_property
    def stub(self) -> bytes:
        return read(self._root / "exercises" / f"{self.id}.py")

    @functools.cached_property
    def title(self) -> str:
        """As the table has it; where checks.py has it as a literal, no code of the course runs."""
        title = self._literals.get("title")
        return title if isinstance(title, str) else self.spec.title

    @functools.cached_property
    def imports(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The packages that its workers see, and what they import beforehand beyond them; read like the title."""
        from grader.courses.spec import visible

        found = self._literals
        allows, preload = found.get("allows"), found.get("preload", ())
        if "**" not in found and _are_strings(allows) and _are_strings(preload):
            return visible(allows), preload
        return self.spec.libraries, self.spec.preload

    @functools.cached_property
    def _literals(self) -> dict[str, Any]:
        """The arguments of `exercise = Exercise(...)` in checks.py; None for one that has to be computed."""
        path, found = self.folder / "checks.py", dict[str, Any]()
        for statement in parsed(path, read(path)).body:
            match statement:
                case ast.Assign([ast.Name("exercise")], ast.Call(ast.Name("Exercise"), keywords=keywords)):
                    for keyword in keywords:
                        try:
                            found[keyword.arg or "**"] = ast.literal_eval(keyword.value)
                        except ValueError:
                            found[keyword.arg or "**"] = None
        return found

    @functools.cached_property
    def spec(self) -> Exercise:
        from grader.courses.spec import Exercise

        path = self.folder / "checks.py"
        exercise = _run(path, read(path), types.ModuleType(f"checks_of_{self.id}")).__dict__.get("exercise")
        if not isinstance(exercise, Exercise):
            raise CourseError("{path}: there is no `exercise = Exercise(...)` in it", path=path)
        if exercise.points != self.points:
            raise CourseError(
                "{path}: its checks are worth {points} points, {file} says {stated} for {exercise}: make them equal",
                path=path,
                points=f"{exercise.points:g}",
                file=FILE,
                stated=f"{self.points:g}",
                exercise=self.id,
            )
        return exercise

    @functools.cached_property
    def solution(self) -> types.ModuleType:
        path = self.folder / "solution.py"
        return _run(path, read(path), _answer())

    @functools.cached_property
    def parameters(self) -> dict[str, list[str] | None]:
        """name -> its parameter names, as the solution has them, "*xs" for the rest; None for a class."""
        from grader.worker.code.signatures import signatures_of

        signatures, kinds = signatures_of(self.solution, list(self.spec.returns))
        for name in self.spec.returns:
            if name not in kinds:
                raise CourseError("{path}: {name} is not defined", path=self.folder / "solution.py", name=name)
        found: dict[str, list[str] | None] = {}
        for name, signature in signatures.items():
            asked = [p for p in signature or () if p.required or p.kind == "rest"]
            names = [f"*{p.name}" if p.kind == "rest" else p.name for p in asked]
            found[name] = None if signature is None else names
        return found

    @functools.cached_property
    def mistakes(self) -> list[Mistake]:
        """The known wrong answers: each the solution with the functions that the mistake's file redefines."""
        return [self._mistake(path) for path in sorted((self.folder / "mistakes").glob("*.py"))]

    def _mistake(self, path: Path) -> Mistake:
        from grader.outcomes.outcome import KINDS

        text = read(path)
        docstring = ast.get_docstring(parsed(path, text))
        if not docstring:
            raise CourseError("{path}: it has no docstring; write one: it is what the student reads", path=path)
        solution = self.folder / "solution.py"
        module = _run(solution, read(solution), _answer())
        kind = _run(path, text, module).__dict__.get("kind", "other")
        if kind not in KINDS:
            raise CourseError(
                "{path}: its kind is {kind}; it has to be one of {names}",
                path=path,
                kind=repr(kind),
                names=", ".join(sorted(KINDS)),
            )
        return Mistake(path.stem, " ".join(docstring.split()), module, kind)

    def mistake_source(self, name: str) -> bytes:
        """The mistake as one file, to be run in a worker."""
        parts = (self.folder / "solution.py", self.folder / "mistakes" / f"{name}.py")
        return b"\n\n".join(part.read_bytes().replace(b"from __future__ import annotations", b"") for part in parts)


@dataclass(frozen=True)
class Course:
    """name: as in results. stand_ins: modules that stubs replace. policy: what counts of several attempts.
    lang: what reports are written in, where the course says so. whole: all exercises, also where `exercises` is a part
    of them."""

    root: Path
    name: str
    title: str
    exercises: dict[str, CourseExercise]
    stand_ins: tuple[str, ...]
    limits: Limits
    policy: Policy = DEFAULT
    lang: str | None = None
    whole: dict[str, CourseExercise] = field(default_factory=dict)

    @functools.cached_property
    def given(self) -> dict[str, bytes]:
        """What is handed to students' functions: exercises/given/<name>.py, by name."""
        return {path.stem: path.read_bytes() for path in sorted((self.root / "exercises" / "given").glob("*.py"))}

    @functools.cached_property
    def comments(self) -> dict[str, str]:
        """What people say again and again about what they grade, by key."""
        return comments(self.root)

    def is_answer(self, file: str) -> bool:
        """Whether a file of this name is what a student writes for people to grade."""
        return any(item.is_answer(file) for exercise in self.whole.values() for item in exercise.items)

    @functools.cached_property
    def handout(self) -> Handout:
        from grader.submission.handout import Handout

        return Handout(self.given, self.exercises)


def read(path: Path, fix: str = say("add it, or take its exercise out of {file}", file=FILE)) -> bytes:
    """Raises CourseError for a file that cannot be read. fix: what to do if it is missing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CourseError("{path} is missing: {fix}", path=path, fix=fix) from None
    except OSError as error:
        raise CourseError("{path}: {reason}", path=path, reason=reason(error)) from None


def _answer() -> types.ModuleType:
    """An empty module, called as a student's is."""
    from grader.worker.code.load import MODULE

    return types.ModuleType(MODULE)


def parsed(path: Path, text: bytes) -> ast.Module:
    """Raises CourseError for what is not Python."""
    try:
        return ast.parse(text, str(path))
    except SyntaxError as error:
        raise CourseError("{path}, line {line}: {problem}", path=path, line=error.lineno, problem=error.msg) from None


def _run(path: Path, text: bytes, module: types.ModuleType) -> types.ModuleType:
    """Executes the course's own code in `module`. Raises CourseError with its line where it fails."""
    code: Any = compile(parsed(path, text), str(path), "exec", dont_inherit=True)
    module.__file__ = str(path)
    try:
        exec(code, module.__dict__)
    except Exception as error:
        what = message_of(error) if isinstance(error, CourseError) else f"{type(error).__name__}: {error}"
        raise CourseError(
            "{path}, line {line}: {problem}", path=path, line=line_in(path, error), problem=what
        ) from error
    return module


def line_in(path: Path, error: Exception) -> int:
    """The last line of the course's file that the error came through; 0 where it did not."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == str(path) else line
        trace = trace.tb_next
    return line


def _are_strings(value: object) -> TypeGuard[tuple[str, ...]]:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def libraries(exercises: Iterable[CourseExercise]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The sets of libraries that the exercises' workers see, and what to import for each beyond them."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for exercise in exercises:
        seen, preload = exercise.imports
        found.setdefault(seen, {}).update(dict.fromkeys(preload))
    return {libraries: tuple(modules) for libraries, modules in found.items()}
