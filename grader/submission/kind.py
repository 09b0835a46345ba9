"""What a file holds, whatever its name says: some programs save a notebook as `.py`, or Python as `.ipynb`."""

from __future__ import annotations

import re
from typing import Literal

from grader.message import Message, say
from grader.submission.reading import MAX_FILE

_PYTHON = re.compile(rb"^(?:(?:async[ ])?def|class|import|from|@)[ \t]*\w", re.M)
_BOM = b"\xef\xbb\xbf"


def read_as(name: str, text: bytes) -> tuple[Literal["notebook", "python"], list[Message]]:
    """What to read a file as, with a note where its name says something else."""
    if name.endswith(".ipynb"):
        if is_notebook(text) or len(text) > MAX_FILE or not _PYTHON.search(text):
            return "notebook", []
        return "python", [say("{file} is a Python file and not a notebook; it was read as Python", file=name)]
    if is_notebook(text) and b'"cell_type"' in text:
        return "notebook", [say("{file} is a notebook and not a Python file; it was read as a notebook", file=name)]
    return "python", []


def is_notebook(text: bytes) -> bool:
    """Whether it begins as JSON does."""
    return text.removeprefix(_BOM)[:1000].lstrip()[:1] == b"{"
