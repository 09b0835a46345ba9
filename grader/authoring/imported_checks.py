"""The checks.py of an imported notebook: its tests as checks, and a TODO for each that could not become one."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.authoring.instructor_notebook import as_written
from grader.authoring.moved_test import MovedTest
from grader.authoring.otter_questions import InstructorCell
from grader.authoring.skeleton import points_literal
from grader.authoring.student_names import StudentNames
from grader.message import Message
from grader.text import one_line


def points_of(cell: InstructorCell) -> float:
    return round(cell.points or 0.0, 4) or 1.0


@dataclass
class ImportedChecks:
    """checks.py, from what became of the tests."""

    moved: Sequence[MovedTest]
    todo: Sequence[tuple[InstructorCell, Message]]
    students: StudentNames
    title: str
    allowed: tuple[str, ...]

    def text(self) -> str:
        tests = sorted(self.moved, key=lambda test: test.cell.hidden)  # hidden checks come last
        names = {"exercise", "asserts", "instance", "gives"}.union(*(each.binds for t in tests for each in t.above))
        checks = [self._check(test, names) for test in tests]
        todo = [_todo(cell, why) for cell, why in self.todo]
        return "\n\n\n".join([self._head(tests), *checks, *todo]) + "\n"

    def _head(self, tests: Sequence[MovedTest]) -> str:
        above = {each.text: each.imports for test in tests for each in test.above}
        imports = [text for text, is_import in above.items() if is_import]
        uses_instances = any(test.names & set(self.students.classes) for test in tests)
        shelf = ["Exercise", "asserts", *(["gives", "instance"] if uses_instances else [])]
        lines = [
            *imports,
            "" if imports else None,
            f"from grader import {', '.join(shelf)}",
            "",
            *self._exercise(tests),
        ]
        others = [text for text, is_import in above.items() if not is_import]
        return "\n\n\n".join(["\n".join(line for line in lines if line is not None), *others])

    def _exercise(self, tests: Sequence[MovedTest]) -> list[str]:
        asked = sorted({name for test in tests for name in test.names} or self.students.names)
        variables = sorted({name for test in tests for name in test.variables})
        returns = [f'        "{name}": {self._reader(name, tests)},' for name in asked]
        return [
            "exercise = Exercise(",
            f"    title={_quoted(self.title)},",
            f"    allows={_tuple(self.allowed)},",
            "    hints=(),  # TODO: from a nudge to nearly the answer, for `grade hint`",
            "    returns={",
            *returns,
            "    },",
            *([f"    variables={_tuple(variables)},"] if variables else []),
            ")",
        ]

    def _reader(self, name: str, tests: Sequence[MovedTest]) -> str:
        if name not in self.students.classes:
            return "asserts.plain"
        members = {member: way for test in tests for member, way in test.members.get(name, {}).items()}
        read = {member: "gives(asserts.plain)" if called else "asserts.plain" for member, called in members.items()}
        own = [
            f"takes={_tuple(self.students.classes[name].takes)}",
            *(f"{m}={r}" for m, r in sorted(read.items()) if m != "__call__"),
        ]
        call = [f'**{{"__call__": {read["__call__"]}}}'] if "__call__" in read else []
        return f"instance({', '.join([*own, *call])})"

    def _check(self, test: MovedTest, names: set[str]) -> str:
        cell = test.cell
        name = base = _identifier(cell)
        number = 2
        while name in names:
            name, number = f"{base}_{number}", number + 1
        names.add(name)
        title = one_line(test.title, 200).replace("\\", "/").replace('"', "'") or f"The test in {cell} passes."
        asked = ", ".join(sorted(test.names | test.variables))
        hint = f"Work out by hand what {asked} should give for the values of this test, and compare."
        hidden = ", hidden=True" if cell.hidden else ""
        lines = [
            f"@exercise.check(points={points_literal(points_of(cell))}, hint={_quoted(hint)}{hidden})",
            "@asserts.moved",
            f"def {name}(student, solution, data):",
            f'    """{title}"""',
            *(f"    {line}" for line in test.body),
        ]
        return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _tuple(names: Sequence[str]) -> str:
    return f"({', '.join(map(_quoted, names))}{',' if len(names) == 1 else ''})"


def _identifier(cell: InstructorCell) -> str:
    words = re.sub(r"\W+", "_", cell.name).strip("_").lower()
    return words if words.isidentifier() and not keyword.iskeyword(words) else f"cell_{cell.number}"


def _todo(cell: InstructorCell, why: Message) -> str:
    worth = f"{points_literal(points_of(cell))} point{'' if points_of(cell) == 1 else 's'}"
    lines = [f"# TODO {one_line(str(cell), 120)}, {worth}, is not a check yet: {one_line(str(why), 200)}."]
    return "\n".join([*lines, *(f"#     {line}".rstrip() for line in as_written(cell.text).splitlines())])
