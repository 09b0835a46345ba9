"""A notebook's code cells, of any version of the format, and a stub as a notebook; nothing of either is run."""

from __future__ import annotations

import json
from typing import Any

from grader.message import Message, say
from grader.worker.messages.wire import NotebookCell

MAX_NOTEBOOK = 24 * 2**20
"""Bytes; outputs (pictures) count."""
MAX_CELLS = 5000
"""They are counted before an old format is converted, which takes a third of a millisecond a cell."""


def code_cells(text: bytes) -> tuple[NotebookCell, ...]:
    """A notebook's code cells, numbered as the reader counts them (from 1, code cells only). Raises ValueError."""
    try:
        raw = json.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(say("it is not UTF-8 text ({reason})", reason=error.reason)) from None
    except json.JSONDecodeError as error:
        raise ValueError(_no_json(error)) from None
    try:
        sheets = raw["worksheets"] if raw.get("nbformat") in (2, 3) else [raw]
        count = sum(len(sheet["cells"]) for sheet in sheets)
        sources = _code(raw) if count <= MAX_CELLS else []
    except Exception as error:  # nothing but the student's file and nbformat's reading of it is at work here
        said = f"{type(error).__name__}: {error}"
        raise ValueError(say("it does not have the form of one ({error})", error=said)) from None
    if count > MAX_CELLS:
        limits = {"count": f"{count:,}", "limit": f"{MAX_CELLS:,}"}
        raise ValueError(say("it has {count} cells; a submission may have {limit}", **limits))
    return tuple(NotebookCell(i, source.encode("utf-8", "replace").decode()) for i, source in enumerate(sources, 1))


def _code(raw: Any) -> list[str]:
    import nbformat

    if raw.get("nbformat") in (1, 2, 3):
        raw = nbformat.convert(nbformat.from_dict(raw), 4)
    sources = [cell["source"] for cell in raw["cells"] if cell["cell_type"] == "code"]
    return [source if isinstance(source, str) else "".join(source) for source in sources]


def _no_json(error: json.JSONDecodeError) -> Message:
    text = error.doc.rstrip()
    if not text:
        return say("the file is empty")
    cut = text.lstrip().startswith("{") and (not text.endswith("}") or error.pos >= len(text))
    if cut:
        return say("it is not JSON: {error}; it seems to be cut off: save it again", error=str(error))
    return say("it is not JSON: {error}", error=str(error))


def as_notebook(stub: bytes) -> bytes:
    """The stub's percent cells as a notebook; the same bytes each time, so that an unedited one is recognised."""
    import jupytext
    import nbformat

    notebook = jupytext.reads(stub.decode(), fmt="py:percent")
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    return f"{nbformat.writes(notebook, version=4)}\n".encode()
