"""An instructor's notebook as an exercise: the stub, solution.py and checks.py. Nothing of the notebook is run."""

from __future__ import annotations

import ast
import keyword
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.authoring.imported_checks import ImportedChecks, points_of
from grader.authoring.instructor_notebook import read, without_marks
from grader.authoring.moved_test import MovedTest, is_installed, move
from grader.authoring.not_moved import NotMoved
from grader.authoring.notebook_code import CellStatement, KnownStatements, parsed, statements
from grader.authoring.notebook_stub import main_block, stub_of
from grader.authoring.otter_questions import InstructorCell
from grader.authoring.student_names import StudentNames, names_of
from grader.errors import UsageError
from grader.message import Message
from grader.text import one_line

_MAGIC = re.compile(r"^pass\n", re.M)
"""What stands in the place of one."""


@dataclass
class ImportedNotebook:
    """files: path in the course -> text. points: of all checks. moved: the tests that became checks. todo: the others,
    with why. missing: packages that the solution imports and that are not installed here."""

    files: dict[str, str]
    points: float
    moved: list[MovedTest] = field(default_factory=list)
    todo: list[tuple[InstructorCell, Message]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def exercise_id(path: Path) -> str:
    """A name for the exercise that a notebook holds, from the file's."""
    words = re.sub(r"\W+", "_", path.stem.lower()).strip("_") or "exercise"
    return f"exercise_{words}" if not words.isidentifier() or keyword.iskeyword(words) else words


def imported(path: Path, exercise: str) -> ImportedNotebook:
    """Raises UsageError for what is not an instructor's notebook in Python."""
    cells = read(path)
    try:
        return _imported(cells, path, exercise)
    except RecursionError:
        raise UsageError("{file}: its code is nested too deep", file=one_line(path.name, 200)) from None


def _imported(cells: Sequence[InstructorCell], path: Path, exercise: str) -> ImportedNotebook:
    code = {cell.number: _statements(cell) for cell in cells if cell.role in ("given", "solution")}
    solved = [each for cell in cells if cell.role == "solution" for each in code[cell.number]]
    students = names_of(solved)
    found = ImportedNotebook({}, 0.0)
    _move_tests(found, cells, code, students)
    names = {name for each in solved if each.defines for name in (*each.binds, *each.uses)}
    names |= {name for test in found.moved for name in test.variables}
    wanted = KnownStatements(each for cell in cells for each in code.get(cell.number, ())).needed(names)
    kept = {id(each) for each in wanted}
    folder, title = f"solutions/{exercise}", _title(cells, exercise)
    allowed = _allowed([*wanted, *_sent(found.moved)])
    found.missing = [name for name in allowed if not is_installed(name)]
    total = sum(points_of(test.cell) for test in found.moved)
    found.points = total or sum(points_of(cell) for cell, _ in found.todo)
    found.files = {
        f"exercises/{exercise}.py": _stub(cells, code, kept, students, title),
        f"{folder}/solution.py": _solution(cells, code, kept, path),
        f"{folder}/checks.py": ImportedChecks(found.moved, found.todo, students, title, allowed).text(),
    }
    return found


def _statements(cell: InstructorCell) -> list[CellStatement]:
    if cell.role != "solution":
        return statements(cell.text, cell.number)
    lines, solved = without_marks(cell)
    return statements("\n".join(lines), cell.number, solved)


def _move_tests(
    found: ImportedNotebook,
    cells: Sequence[InstructorCell],
    code: dict[int, list[CellStatement]],
    students: StudentNames,
) -> None:
    known, before = students.names | students.variables, KnownStatements()

    def remember(new: Iterable[CellStatement]) -> None:
        before.add(each for each in new if not each.binds & known)

    for cell in cells:
        if cell.role in ("given", "solution"):
            remember(each for each in code[cell.number] if not each.solved or each.imports)
        elif cell.role == "test":
            try:
                found.moved.append(move(cell, before, students))
            except NotMoved as error:
                found.todo.append((cell, error.reason))
            try:
                remember(each for each in statements(cell.text, cell.number) if each.binds)
            except (UsageError, RecursionError):  # it is a TODO already
                continue


def _title(cells: Sequence[InstructorCell], exercise: str) -> str:
    for cell in cells:
        if cell.role == "text" and (heading := re.search(r"^# +(.+)$", cell.text[:20_000], re.M)):
            return one_line(heading[1].strip("# *"), 80)
    return exercise.replace("_", " ").capitalize()


def _sent(tests: Sequence[MovedTest]) -> list[CellStatement]:
    """The imports of tests whose arrays an answer gets."""
    imports = [each for test in tests for each in test.above if each.imports]
    return [each for each in imports if each.text.split()[1].partition(".")[0] in ("numpy", "torch")]


def _allowed(wanted: Sequence[CellStatement]) -> tuple[str, ...]:
    """The packages beyond the standard library that these statements import."""
    roots = dict[str, None]()
    for each in wanted:
        match each.node:
            case ast.Import(names=names):
                roots |= dict.fromkeys(alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                roots[module.partition(".")[0]] = None
    return tuple(name for name in roots if name not in sys.stdlib_module_names)


def _stub(
    cells: Sequence[InstructorCell],
    code: dict[int, list[CellStatement]],
    kept: set[int],
    students: StudentNames,
    title: str,
) -> str:
    parts: list[str] = []
    for cell in cells:
        if cell.role == "text" and cell.text.strip():
            lines = [f"# {line}".rstrip() for line in cell.text.strip().splitlines()]
            parts.append("\n".join(("# %% [markdown]", *lines)))
        elif cell.role == "solution":
            parts.append(f"# %%\n{stub_of(cell, parsed(_text(cell), cell.number))}")
        elif cell.role == "given" and code[cell.number]:
            parts.append(f"# %%\n{_given(cell, code[cell.number], kept, students)}")
    text = "\n\n".join(part.rstrip() for part in parts) + "\n"
    return text if text.startswith("# %% [markdown]") else f"# %% [markdown]\n# # {title}\n\n{text}"


def _text(cell: InstructorCell) -> str:
    """Of a solution cell, without what marks its regions."""
    return "\n".join(without_marks(cell)[0])


def _given(cell: InstructorCell, here: Sequence[CellStatement], kept: set[int], students: StudentNames) -> str:
    """What calls functions that are not written yet, or shows something, runs in a notebook and as a program only."""
    known = students.names | students.variables
    above = [
        each
        for each in here
        if id(each) in kept or each.defines or not (isinstance(each.node, ast.Expr) or each.uses & known)
    ]
    if len(above) == len(here):
        return _MAGIC.sub("", cell.text).strip("\n")
    rest = main_block([each for each in here if each not in above], cell.text if not above else "")
    return "\n\n".join(filter(None, ("\n".join(each.text for each in above), rest)))


def _solution(cells: Sequence[InstructorCell], code: dict[int, list[CellStatement]], kept: set[int], path: Path) -> str:
    imports, parts = dict[str, None](), list[str]()
    for cell in cells:
        here = [each for each in code.get(cell.number, ()) if id(each) in kept]
        imports |= {each.text: None for each in here if each.imports}
        body = [each for each in here if not each.imports]
        if cell.role == "solution" and len(here) == len(code[cell.number]) == len(body):
            parts.append(_text(cell).strip("\n"))
        elif body:
            parts.append("\n\n".join(each.text for each in body))
    head = f'"""From the notebook {one_line(path.name, 80)}."""'.replace("\\", "/")
    future = [line for line in imports if "__future__" in line]
    above = "\n".join([*future, *(line for line in imports if line not in future)])
    return "\n\n\n".join(filter(None, ("\n\n".join(filter(None, (head, above))), *parts))) + "\n"
