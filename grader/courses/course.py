"""A course: course.toml, the stubs in exercises/, and for each exercise a folder in solutions/."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.courses import toml as course_toml
from grader.courses.late_policy import DEFAULT, Policy
from grader.courses.toml import FILE
from grader.errors import CourseError, UsageError
from grader.limits import Limits

if TYPE_CHECKING:
    from grader.courses.spec import Exercise


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: `name` is its file's stem, `text` the docstring that the student reads."""

    name: str
    text: str
    module: types.ModuleType


class CourseExercise:
    """One exercise of a course; its files are read when they are first needed."""

    def __init__(self, root: Path, exercise_id: str, points: float) -> None:
        self.id, self.points = exercise_id, points
        self._root, self.folder = root, root / "solutions" / exercise_id

    @functools.cached_property
    def stub(self) -> bytes:
        return _read(self._root / "exercises" / f"{self.id}.py")

    @functools.cached_property
    def title(self) -> str:
        """As the table has it; where checks.py says it in so many words, nothing of the course is run."""
        path = self.folder / "checks.py"
        for statement in parsed(path, _read(path)).body:
            match statement:
                case ast.Assign([ast.Name("exercise")], ast.Call(ast.Name("Exercise"), keywords=keywords)):
                    match [keyword.value for keyword in keywords if keyword.arg == "title"]:
                        case [ast.Constant(str(title))]:
                            return title
        return self.spec.title

    @functools.cached_property
    def spec(self) -> Exercise:
        from grader.courses.spec import Exercise

        path = self.folder / "checks.py"
        exercise = _run(path, _read(path), types.ModuleType(f"checks_of_{self.id}")).__dict__.get("exercise")
        if not isinstance(exercise, Exercise):
            raise CourseError(f"{path}: no `exercise = Exercise(...)` in it")
        if exercise.points != self.points:
            raise CourseError(
                f"{path}: its checks are worth {exercise.points:g} points, {FILE} says {self.points:g} for {self.id}"
            )
        return exercise

    @functools.cached_property
    def solution(self) -> types.ModuleType:
        path = self.folder / "solution.py"
        return _run(path, _read(path), _answer())

    @functools.cached_property
    def parameters(self) -> dict[str, list[str] | None]:
        """name -> its parameter names, as the solution has them; None for a class."""
        from grader.worker.code.signatures import signatures_of

        signatures, kinds = signatures_of(self.solution, list(self.spec.returns))
        for name in self.spec.returns:
            if name not in kinds:
                raise CourseError(f"{self.folder / 'solution.py'}: {name} is not defined")
        found: dict[str, list[str] | None] = {}
        for name, signature in signatures.items():
            found[name] = None if signature is None else [p.name for p in signature if p.required]
        return found

    @functools.cached_property
    def mistakes(self) -> list[Mistake]:
        """The known wrong answers: each the solution with the functions that the mistake's file defines anew."""
        return [self._mistake(path) for path in sorted((self.folder / "mistakes").glob("*.py"))]

    def _mistake(self, path: Path) -> Mistake:
        text = _read(path)
        docstring = ast.get_docstring(parsed(path, text))
        if not docstring:
            raise CourseError(f"{path}: no docstring: it is what the student reads")
        solution = self.folder / "solution.py"
        module = _run(solution, _read(solution), _answer())
        return Mistake(path.stem, " ".join(docstring.split()), _run(path, text, module))

    def mistake_source(self, name: str) -> bytes:
        """The mistake as one file, to be run in a worker."""
        parts = (self.folder / "solution.py", self.folder / "mistakes" / f"{name}.py")
        return b"\n\n".join(part.read_bytes().replace(b"from __future__ import annotations", b"") for part in parts)


@dataclass(frozen=True)
class Course:
    """name: as in results. stand_ins: modules that stubs replace. policy: what counts of several attempts.
    lang: what reports are written in."""

    root: Path
    name: str
    title: str
    exercises: dict[str, CourseExercise]
    stand_ins: tuple[str, ...]
    limits: Limits
    policy: Policy = DEFAULT
    lang: str = "en"

    @functools.cached_property
    def given(self) -> dict[str, bytes]:
        """What is handed to students' functions: exercises/given/<name>.py, by name."""
        return {path.stem: path.read_bytes() for path in sorted((self.root / "exercises" / "given").glob("*.py"))}


def load(root: Path) -> Course:
    """Raises CourseError for a course.toml that is missing, unreadable or says something it may not say."""
    path = root / FILE
    table = course_toml.read(path, _read(path))
    return Course(
        root,
        table.name,
        table.title,
        {each.id: CourseExercise(root, each.id, each.points) for each in table.exercise},
        tuple(table.stand_ins),
        course_toml.limits(table.limits),
        course_toml.policy(table),
        table.lang,
    )


def builtin() -> Path:
    """The course that comes with the package: inside grader/ in the wheel, beside grader/ in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "course"
    return inside if (inside / FILE).is_file() else package.parent


def find(start: Path, submitted: tuple[Path, ...]) -> Path:
    """The nearest folder upwards from `start` with a course.toml, else the built-in course.

    Its checks run as trusted code, so it is never taken from inside what is submitted. Raises UsageError where that
    leaves a doubt.
    """
    found = [folder for folder in (start, *start.parents) if (folder / FILE).is_file()]
    inside = [c for c in found if any(c == path or path in c.parents for path in submitted)]
    outside = [c for c in found if c not in inside]
    if inside and not outside:
        return builtin()
    if len(found) > 1:
        raise UsageError(f"there is a {FILE} in {found[0]} and in {found[1]}: say which one with --course DIR")
    if outside and not (outside[0] / "solutions").is_dir():
        return _released(outside[0])
    return outside[0] if outside else builtin()


def _released(folder: Path) -> Path:
    """The course whose students' bundle (`grade release`) this is; there is nothing in it to grade with."""
    if load(folder).name == load(builtin()).name:
        return builtin()
    raise UsageError(f"{folder} has no solutions/: it is a students' copy of its course; hand it in to be graded")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        mend = "name the course's folder with --course" if path.name == FILE else "add it, or take its exercise out of"
        raise CourseError(f"{path} is missing: {mend}{'' if path.name == FILE else f' {FILE}'}") from None
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror}") from None


def _answer() -> types.ModuleType:
    """An empty module, called as a student's is."""
    from grader.worker.code.load import MODULE

    return types.ModuleType(MODULE)


def parsed(path: Path, text: bytes) -> ast.Module:
    """Raises CourseError for what is no Python."""
    try:
        return ast.parse(text, str(path))
    except SyntaxError as error:
        raise CourseError(f"{path}, line {error.lineno}: {error.msg}") from None


def _run(path: Path, text: bytes, module: types.ModuleType) -> types.ModuleType:
    """Executes the course's own code in `module`. Raises CourseError with its line where it fails."""
    code: Any = compile(parsed(path, text), str(path), "exec", dont_inherit=True)
    module.__file__ = str(path)
    try:
        exec(code, module.__dict__)
    except Exception as error:
        what = str(error) if isinstance(error, CourseError) else f"{type(error).__name__}: {error}"
        raise CourseError(f"{path}, line {line_in(path, error)}: {what}") from error
    return module


def line_in(path: Path, error: Exception) -> int:
    """The last line of the course's file that the error came through; 0 where it did not."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == str(path) else line
        trace = trace.tb_next
    return line


def libraries(exercises: Iterable[CourseExercise]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The sets of libraries that the exercises' workers see, and what to import for each beyond them."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for exercise in exercises:
        found.setdefault(exercise.spec.libraries, {}).update(dict.fromkeys(exercise.spec.preload))
    return {libraries: tuple(modules) for libraries, modules in found.items()}
