"""A notebook's code cells, of any version of the format, and a stub as a notebook; nothing of either is run.

Of the JSON only the code is built: outputs, pictures and metadata are read over, so that a file costs its length.
"""

from __future__ import annotations

import json
import re

import msgspec

from grader.message import Message, say
from grader.submission.reading import CLEAR, MAX_FILE
from grader.text import one_line
from grader.worker.messages.wire import NotebookCell

MAX_NOTEBOOK = 24 * 2**20
"""Bytes; outputs (pictures) count."""
MAX_CELLS = 5000
MAX_CODE = MAX_FILE
"""Bytes of all code cells together, as JSON writes them."""
_MAX_REPAIRS, _MAX_STEPS, _BYTES_A_STEP = 100_000, 200_000, 16
"""A step is a string or an escape that is passed over: so many, or one for so many bytes."""
_CLEAR = say("its outputs have too many values that JSON does not allow (such as NaN): {fix}", fix=CLEAR)
_EXPLAINED = 2**18
"""Bytes up to which Python's own reader says where a file is not JSON; beyond it takes too much memory."""


class _Language(msgspec.Struct, frozen=True):
    """As VS Code, .NET Interactive and Polyglot Notebooks write it."""

    languageId: str = ""
    language: str = ""
    kernelName: str = ""


class _Metadata(msgspec.Struct):
    tags: list[str] = []
    vscode: _Language = _Language()
    dotnet_interactive: _Language = _Language()
    polyglot_notebook: _Language = _Language()
    deepnote_cell_type: str = ""

    def skip(self) -> str:
        """The language of a cell that is not Python, or the tag of one that is not to run."""
        written = (self.vscode.languageId, self.dotnet_interactive.language, self.polyglot_notebook.kernelName)
        others = [name for name in (*written, self.deepnote_cell_type) if name.lower() not in _PYTHON]
        return one_line(others[0], 40) if others else "skip-execution" if "skip-execution" in self.tags else ""


_PYTHON = ("", "python", "python3", "ipython", "code")


class _Cell(msgspec.Struct, gc=False):
    """source: since version 4; input: of 2 and 3; code: of 1. The number beside a cell that has run, In [14]:
    execution_count since version 4, prompt_number before."""

    cell_type: str
    source: msgspec.Raw = msgspec.Raw()
    input: msgspec.Raw = msgspec.Raw()
    code: msgspec.Raw = msgspec.Raw()
    metadata: msgspec.Raw = msgspec.Raw(b"{}")
    execution_count: msgspec.Raw = msgspec.Raw()
    prompt_number: msgspec.Raw = msgspec.Raw()

    def run(self) -> int:
        """That number, 0 for none."""
        number = bytes(self.execution_count) or bytes(self.prompt_number)
        return int(number) if number.isdigit() and len(number) < 10 else 0


class _Sheet(msgspec.Struct):
    cells: list[_Cell]


class _Sheets(msgspec.Struct, array_like=True):
    """Versions 2 and 3 allow several; no program has ever written more than one."""

    first: _Sheet
    second: _Sheet | None = None
    third: _Sheet | None = None


class _Notebook(msgspec.Struct):
    nbformat: msgspec.Raw = msgspec.Raw(b"4")
    cells: list[_Cell] | None = None
    worksheets: _Sheets | None = None

    def found(self) -> tuple[list[_Cell], str]:
        """Its cells, and the field that their code is in."""
        version = bytes(self.nbformat)
        if version in (b"2", b"3"):
            sheets = msgspec.structs.astuple(self.worksheets) if self.worksheets else (None,)
            return [cell for sheet in sheets if sheet for cell in sheet.cells], "input"
        if self.cells is None:
            raise msgspec.ValidationError("there are no cells")
        return self.cells, "code" if version == b"1" else "source"


_notebook = msgspec.json.Decoder(_Notebook)
_source = msgspec.json.Decoder(str | list[str])
_metadata = msgspec.json.Decoder(_Metadata).decode


def code_cells(text: bytes) -> tuple[NotebookCell, ...]:
    """A notebook's code cells, numbered from 1 among cells of every kind. Raises ValueError."""
    text = text.removeprefix(b"\xef\xbb\xbf")
    try:
        _require_few(text.count(b'"cell_type"'), 20 * MAX_CELLS)  # outputs may have some too
        cells, field = _decoded(text).found()
        _require_few(len(cells), MAX_CELLS)
        code = [(number, cell) for number, cell in enumerate(cells, 1) if cell.cell_type == "code"]
        _require_short(sum(len(bytes(getattr(cell, field))) for _, cell in code))
        return tuple(_code_cell(number, cell, field) for number, cell in code)
    except msgspec.ValidationError as error:
        formless = say("it does not have the form of a notebook ({error})", error=str(error))
        raise ValueError(_no_json(text) or formless) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(_no_json(text) or _not_json(text, str(error), "truncated" in str(error))) from None
    except RecursionError:
        raise ValueError(say("it is nested too deep")) from None


def outline(text: bytes) -> list[tuple[bool, str, list[str]]]:
    """Every cell of a notebook that `code_cells` reads, in order: whether it is code, its text, its tags."""
    cells, field = _decoded(text.removeprefix(b"\xef\xbb\xbf")).found()
    return [(cell.cell_type == "code", _said(cell, field), _read(cell.metadata).tags) for cell in cells]


def _said(cell: _Cell, field: str) -> str:
    """Of a cell with text only its beginning, which may be a heading. A cell of code is not longer than it may be."""
    raw = getattr(cell, field if cell.cell_type == "code" else "source")
    try:
        return _text(raw) if len(bytes(raw)) <= MAX_CODE else ""
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def _code_cell(number: int, cell: _Cell, field: str) -> NotebookCell:
    about = _read(cell.metadata)
    return NotebookCell(number, _text(getattr(cell, field)), about.skip(), "raises-exception" in about.tags, cell.run())


def _read(metadata: msgspec.Raw) -> _Metadata:
    """What is not as we know it says nothing."""
    try:
        return _metadata(bytes(metadata))
    except (msgspec.DecodeError, RecursionError):
        return _Metadata()


def _decoded(text: bytes) -> _Notebook:
    try:
        return _notebook.decode(text)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return _notebook.decode(_repaired(text))


def _text(raw: msgspec.Raw) -> str:
    source = _source.decode(raw) if bytes(raw) else ""
    return source if isinstance(source, str) else "".join(source)


_NO_NUMBER = re.compile(rb'((?:[^"NI]++|"(?:[^"\\]++|\\.)*+")*+)(?:NaN|Infinity)', re.S)
_HALF = re.compile(
    rb"((?:[^\\]++|\\[^u]|\\u(?![dD][89a-fA-F])|\\u[dD][89abAB]..\\u[dD][c-fC-F]..)*+)\\u[dD][89a-fA-F]..", re.S
)
"""What is not to be changed, then what is; possessive, and matched one after the other: a search would begin anywhere
and take quadratic time."""


def _repaired(text: bytes) -> bytes:
    """What Python writes and reads as JSON though it is none: NaN, Infinity, half a character."""
    if text.count(b'"') + text.count(b"\\") > max(_MAX_STEPS, len(text) // _BYTES_A_STEP):
        raise ValueError(_CLEAR)
    if b"NaN" in text or b"Infinity" in text:
        text = _replaced(_NO_NUMBER, b"0", text)
    return _replaced(_HALF, b"?", text) if b"\\u" in text else text


def _replaced(pattern: re.Pattern[bytes], by: bytes, text: bytes) -> bytes:
    pieces, at = list[bytes](), 0
    while match := pattern.match(text, at):
        pieces += match[1], by
        at = match.end()
        if len(pieces) > 2 * _MAX_REPAIRS:
            raise ValueError(_CLEAR)
    return b"".join([*pieces, text[at:]])


def _require_few(count: int, most: int) -> None:
    if count > most:
        limits = {"count": f"{count:,}", "limit": f"{MAX_CELLS:,}"}
        raise ValueError(say("it has {count} cells; a submission may have {limit}", **limits))


def _require_short(size: int) -> None:
    if size > MAX_CODE:
        sizes = {"size": f"{size:,}", "limit": f"{MAX_CODE:,}"}
        raise ValueError(say("its code has {size} bytes; a submission may have {limit}", **sizes))


def _no_json(text: bytes) -> Message | None:
    """Where a file that is small enough is not JSON, in the words of Python's own reader."""
    if not text.strip():
        return say("the file is empty")
    try:
        json.loads(text.decode() if len(text) <= _EXPLAINED else "0")
    except UnicodeDecodeError as error:
        return say("it is not UTF-8 text ({reason})", reason=error.reason)
    except json.JSONDecodeError as error:
        return _not_json(text, str(error), error.pos >= len(error.doc.rstrip()))
    except (ValueError, RecursionError):
        pass
    return None


def _not_json(text: bytes, said: str, to_its_end: bool) -> Message:
    if text.lstrip().startswith(b"{") and (to_its_end or not text.rstrip().endswith(b"}")):
        return say("it is not JSON: {error}; it seems to be cut off: save it again", error=said)
    return say("it is not JSON: {error}", error=said)


def as_notebook(stub: bytes) -> bytes:
    """The stub's percent cells as a notebook; the same bytes each time, so that an unedited one is recognised."""
    import jupytext
    import nbformat

    notebook = jupytext.reads(stub.decode(), fmt="py:percent")
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    return f"{nbformat.writes(notebook, version=4)}\n".encode()
