"""A course: course.toml, the stubs in exercises/, and for each exercise a folder in solutions/."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec

from grader.checks.exercise import Exercise
from grader.errors import CourseError, UsageError
from grader.policy import DEFAULT, Counts, Policy
from grader.sandbox.forkserver import Limits
from grader.worker.load import MODULE, described

FILE = "course.toml"


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    points: float


class _Limits(msgspec.Struct, forbid_unknown_fields=True):
    """Seconds of wall time and MiB, as course.toml has them."""

    load: float = 20
    call: float = 10
    exercise: float = 120
    memory: int = 2048
    file_size: int = 32
    output: int = 4


class _Late(msgspec.Struct, forbid_unknown_fields=True):
    """As in Policy."""

    grace_hours: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    percent_per_day: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0.0
    most_percent: Annotated[float, msgspec.Meta(ge=0, le=100)] = 100.0
    file_times: bool = False


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    title: str
    exercise: list[_Entry] = []
    stand_ins: list[str] = []
    lang: str = "en"
    counts: Counts = "best"
    deadline: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    late: _Late = msgspec.field(default_factory=_Late)
    limits: _Limits = msgspec.field(default_factory=_Limits)


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: `name` is its file's stem, `text` the docstring that the student reads."""

    name: str
    text: str
    module: types.ModuleType


class CourseExercise:
    """One exercise of a course; its files are read when they are first needed."""

    def __init__(self, root: Path, entry: _Entry) -> None:
        self.id, self.points = entry.id, entry.points
        self._root, self.folder = root, root / "solutions" / entry.id

    @functools.cached_property
    def stub(self) -> bytes:
        return _read(self._root / "exercises" / f"{self.id}.py")

    @functools.cached_property
    def table(self) -> Exercise:
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
        return _run(path, _read(path), types.ModuleType(MODULE))

    @functools.cached_property
    def parameters(self) -> dict[str, list[str] | None]:
        """name -> its parameter names, as the solution has them; None for a class."""
        signatures, kinds = described(self.solution, list(self.table.returns))
        for name in self.table.returns:
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
        docstring = ast.get_docstring(_parsed(path, text))
        if not docstring:
            raise CourseError(f"{path}: no docstring: it is what the student reads")
        solution = self.folder / "solution.py"
        module = _run(solution, _read(solution), types.ModuleType(MODULE))
        return Mistake(path.stem, " ".join(docstring.split()), _run(path, text, module))

    def mistake_source(self, name: str) -> bytes:
        """The mistake as one file, to be run in a worker."""
        parts = (self.folder / "solution.py", self.folder / "mistakes" / f"{name}.py")
        return b"\n\n".join(part.read_bytes().replace(b"from __future__ import annotations", b"") for part in parts)


@dataclass(frozen=True)
class Course:
    """name: as in results. stand_ins: modules that only decorate. policy: what counts of several attempts.
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
    try:
        table = msgspec.toml.decode(_read(path), type=_Table)
    except msgspec.MsgspecError as error:
        keys = ", ".join(field for kind in (_Table, _Entry, _Limits, _Late) for field in kind.__struct_fields__)
        raise CourseError(f"{path}: {error}; the keys there may be are {keys}") from None
    exercises: dict[str, CourseExercise] = {}
    for entry in table.exercise:
        if entry.id in exercises:
            raise CourseError(
                f"{path}: the exercise {entry.id!r} is listed twice: take one of the two out, or rename it"
            )
        if not entry.id.isidentifier():
            raise CourseError(f"{path}: the id {entry.id!r} is no Python name: use letters, digits and _")
        exercises[entry.id] = CourseExercise(root, entry)
    mib = 2**20
    limits = table.limits
    return Course(
        root,
        table.name,
        table.title,
        exercises,
        tuple(table.stand_ins),
        Limits(
            limits.load, limits.call, limits.exercise, limits.memory * mib, limits.file_size * mib, limits.output * mib
        ),
        Policy(
            table.counts,
            table.deadline,
            table.late.grace_hours,
            table.late.percent_per_day,
            table.late.most_percent,
            table.late.file_times,
        ),
        table.lang,
    )


def builtin() -> Path:
    """The course that comes with the package: in the wheel beside this file, in a checkout one folder up."""
    inside = Path(__file__).parent / "course"
    return inside if (inside / FILE).is_file() else Path(__file__).parents[1]


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


def _parsed(path: Path, text: bytes) -> ast.Module:
    try:
        return ast.parse(text, str(path))
    except SyntaxError as error:
        raise CourseError(f"{path}, line {error.lineno}: {error.msg}") from None


def _run(path: Path, text: bytes, module: types.ModuleType) -> types.ModuleType:
    """Executes the course's own code in `module`. Raises CourseError with its line where it fails."""
    code: Any = compile(_parsed(path, text), str(path), "exec", dont_inherit=True)
    module.__file__ = str(path)
    try:
        exec(code, module.__dict__)
    except CourseError:
        raise
    except Exception as error:
        trace, line = error.__traceback__, 0
        while trace is not None:
            line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == str(path) else line
            trace = trace.tb_next
        raise CourseError(f"{path}, line {line}: {type(error).__name__}: {error}") from error
    return module


def libraries(exercises: Iterable[CourseExercise]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The sets of libraries that the exercises' workers see, and what to import for each beyond them."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for exercise in exercises:
        found.setdefault(exercise.table.libraries, {}).update(dict.fromkeys(exercise.table.preload))
    return {libraries: tuple(modules) for libraries, modules in found.items()}
