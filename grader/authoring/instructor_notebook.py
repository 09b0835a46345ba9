"""An instructor's notebook as nbgrader and otter-grader have it: which cells are text, code that is given, solutions
and tests. Nothing of it is run."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.authoring.otter_questions import InstructorCell, OtterQuestion, points_in, settings_of
from grader.errors import UsageError
from grader.message import message_of, say
from grader.submission import notebook, reading
from grader.text import one_line
from grader.worker.code.notebook import python_of

_BEGIN = re.compile(r"^[ \t]*#+[ \t]*BEGIN SOLUTION\b.*$", re.I)
_END = re.compile(r"^[ \t]*#+[ \t]*END SOLUTION\b.*$", re.I)
_LINE = re.compile(r"#[ \t]*SOLUTION\b(?:[ \t]+NO PROMPT)?[ \t]*$")
_HIDDEN = re.compile(r"^[ \t]*###[ \t]*(BEGIN|END) HIDDEN TESTS\b.*$", re.M)
_PROMPT = re.compile(r'^[ \t]*"""[ \t]*# BEGIN PROMPT[^"]*+"""[ \t]*;?[ \t]*# END PROMPT[^\n]*$', re.M)
_CONFIG = re.compile(r'^[ \t]*"""[ \t]*# BEGIN TEST CONFIG\n([^"]*+)"""[ \t]*# END TEST CONFIG[^\n]*\n?', re.M)
_TEST = re.compile(r"^[ \t]*#+[ \t]*(?P<hidden>HIDDEN[ \t]+)?TESTS?\b[ \t#]*$", re.I)
_AUTOTEST = re.compile(r"^([ \t]*)###[ \t]*(?:HIDDEN[ \t]+)?(?:HASHED[ \t]+)?AUTOTEST[ \t]+([^\n]+)$", re.M)
AUTOTEST = "__autotest__"
"""Stands before the arguments of nbgrader's `### AUTOTEST f(1)`: what the answer and the solution give is to agree."""
_IGNORED = re.compile(r"^[^\n#]*#[ \t]*IGNORE[ \t]*$", re.M)
_ASSERT = re.compile(r"^[ \t]*(assert\b|[\w.]*assert\w*\()", re.M | re.I)
MOST_CODE, MOST_OF_CELL = 2**19, 2**16
"""Characters of code in the notebook, and in one cell."""


def read(path: Path) -> list[InstructorCell]:
    """Raises UsageError for what is not a notebook in Python, or one without solutions or without tests."""
    shown = one_line(path.name, 200)
    try:
        text = reading.read(path, notebook.MAX_NOTEBOOK, shown)
        notebook.code_cells(text)  # its limits, and what is wrong with a file that is not a notebook
        document = _document(text)
        _require_short(document["cells"])
        cells = _cells(document)
    except reading.Unreadable as error:
        raise UsageError("{reason}", reason=message_of(error)) from None
    except ValueError as error:
        raise UsageError("{file}: {reason}", file=shown, reason=message_of(error)) from None
    roles = {cell.role for cell in cells}
    if "solution" not in roles:
        raise UsageError(
            "{file}: no cell has a solution; put `### BEGIN SOLUTION` and `### END SOLUTION` on the lines around each, "
            "as in an instructor's notebook of nbgrader or otter",
            file=shown,
        )
    if "test" not in roles:
        raise UsageError("{file}: no cell has a test; write cells with `assert` after the solutions", file=shown)
    return cells


def _document(text: bytes) -> Mapping[str, Any]:
    """As nbformat reads it, in the form of version 4. Raises ValueError."""
    import nbformat

    try:
        with warnings.catch_warnings(action="ignore"):
            document = nbformat.reads(text.decode("utf-8-sig"), as_version=4)
        language = document.metadata.get("kernelspec", {}).get("language") or "python"
        list(document.cells)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, nbformat.ValidationError) as error:
        raise ValueError(
            say("it does not have the form of a notebook ({error})", error=one_line(str(error), 200))
        ) from None
    if str(language).lower() not in ("python", "python3"):
        raise ValueError(
            say("its language is {language}, and only Python can be imported", language=one_line(str(language), 40))
        )
    return document


def _require_short(cells: Sequence[Mapping[str, Any]]) -> None:
    """Each part is looked at several times, so that much more would take minutes."""
    sizes = [len(str(cell.get("source", ""))) for cell in cells if cell.get("cell_type") == "code"]
    if max(sizes, default=0) > MOST_OF_CELL or sum(sizes) > MOST_CODE:
        limits = {"all": f"{MOST_CODE:,}", "cell": f"{MOST_OF_CELL:,}"}
        raise ValueError(say("its code may have {all} characters, {cell} in one cell: import a part of it", **limits))


def _cells(document: Mapping[str, Any]) -> list[InstructorCell]:
    """Raises ValueError, with the cell, for a region without an end."""
    found, question = list[InstructorCell](), OtterQuestion()
    marked = any(_nbgrader(cell).get("grade") for cell in document["cells"])
    for number, cell in enumerate(document["cells"], 1):
        source = str(cell.get("source", ""))
        if cell.get("cell_type") != "code":
            if not question.begins_or_ends(source) and cell.get("cell_type") == "markdown":
                solved = _nbgrader(cell).get("solution") or question.block in ("SOLUTION", "PROMPT")
                found.append(InstructorCell(number, "text", "" if solved else source))
        elif question.block != "PROMPT" and not source.lstrip().startswith("# IGNORE"):
            _require_regions(source, number)
            found.append(_code_cell(number, cell, source, question, marked))
    return question.shared(found)


def _nbgrader(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, Mapping) else None
    return about if isinstance(about, Mapping) else {}


def _code_cell(
    number: int, cell: Mapping[str, Any], source: str, question: OtterQuestion, marked: bool
) -> InstructorCell:
    """marked: the notebook says which cells are tests."""
    about, first = _nbgrader(cell), _TEST.match(source.lstrip().partition("\n")[0])
    text = _python(_PROMPT.sub("", source), number)
    has_region = any(_BEGIN.match(line) or _LINE.search(line) for line in source.splitlines())
    whole = not any(inside for _, inside in _by_region(source))
    if about.get("solution") or has_region or question.block == "SOLUTION":
        return InstructorCell(number, "solution", text, str(about.get("grade_id") or ""), whole=whole)
    otter = question.block == "TESTS" or first is not None
    if not (about.get("grade") or otter or (not marked and not about and _ASSERT.search(text))):
        return InstructorCell(number, "given", text)
    settings = settings_of(found[1]) if (found := _CONFIG.match(source)) else {}
    hidden = bool(settings.get("hidden") or (first and first["hidden"]) or _HIDDEN.search(source))
    points = points_in(settings.get("points", about.get("points")))
    name = str(settings.get("name") or about.get("grade_id") or question.name)
    text = _AUTOTEST.sub(_as_calls, _IGNORED.sub("", _HIDDEN.sub("", _CONFIG.sub("", text))))
    test = InstructorCell(
        number, "test", text, one_line(name, 80), points, hidden, shown=_output(cell) if otter else None
    )
    question.tests.append(test)
    return test


def _as_calls(autotest: re.Match[str]) -> str:
    tests = [part for part in autotest[2].split(";") if part.strip()]
    return "; ".join([f"{autotest[1]}{AUTOTEST}({tests[0].strip()})", *(f"{AUTOTEST}({t.strip()})" for t in tests[1:])])


def as_written(text: str) -> str:
    """A test's text with its AUTOTEST lines as they stand in the notebook."""
    return re.sub(rf"{AUTOTEST}\((.*)\)", r"### AUTOTEST \1", text).strip()


def _output(cell: Mapping[str, Any]) -> str | None:
    for output in reversed(cell.get("outputs") or []):
        text = (output.get("data") or {}).get("text/plain") if output.get("output_type") == "execute_result" else None
        if text is not None:
            return "".join(text)
    return None


def _python(source: str, number: int) -> str:
    """Raises ValueError, with the cell, for what IPython's rules cannot read."""
    try:
        return python_of(source)
    except SyntaxError as error:
        raise ValueError(say("cell {number}: {problem}", number=number, problem=str(error))) from None


def _require_regions(source: str, number: int) -> None:
    is_open = False
    for line in source.splitlines():
        if (_BEGIN.match(line) and is_open) or (_END.match(line) and not is_open):
            break
        is_open = bool(_BEGIN.match(line)) or (is_open and not _END.match(line))
    else:
        if not is_open:
            return
    raise ValueError(say("cell {number}: BEGIN SOLUTION and END SOLUTION do not come in pairs", number=number))


def without_marks(cell: InstructorCell) -> tuple[list[str], set[int]]:
    """The lines of a solution cell without those that mark regions, and the numbers, from 1, of the solution's."""
    lines = [*_by_region(cell.text)]
    solved = {number for number, (_, inside) in enumerate(lines, 1) if inside or cell.whole}
    return [line for line, _ in lines], solved


def _by_region(text: str) -> Iterator[tuple[str, bool]]:
    """The lines but for the marks, and whether each is of the solution."""
    inside = False
    for line in text.splitlines():
        if _BEGIN.match(line):
            inside = True
        elif _END.match(line):
            inside = False
        elif found := _LINE.search(line):
            yield line[: found.start()].rstrip(), True
        else:
            yield line, inside
