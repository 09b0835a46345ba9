"""What stands where in a file: its parts, the headings before them, and the names that they define.

Nothing is parsed, since deep nesting can crash a parser: lines at the margin say enough, and each is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from grader.submission import notebook
from grader.worker.messages.wire import NotebookCell

_DEFINED = re.compile(r"^(?:async +)?(?:def|class) +([^\W\d]\w*)", re.M)
_IMPORT = re.compile(r"^(?:import|from)\b[^\n]*", re.M)
_NAME = re.compile(r"[^\W\d]\w*")
_GOES_ON = re.compile(r"[\s)\]}#]|(?:else|elif|except|finally)\b|$")
"""A line that does not begin a statement at the margin."""
MOST_HEADINGS = 1000
"""Lines of one file that may name an exercise, of which each is looked at."""
_SHORT = 120
"""Characters of a line that may be a heading."""


@dataclass(frozen=True)
class Part:
    """A cell, or the lines of a Python file from one statement at the margin to the next.

    headings: the lines of text before it that may name an exercise. comments: the same, of comments and docstrings,
    which talk of other things too. cell: the cell; None in a Python file.
    """

    text: str
    headings: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    cell: NotebookCell | None = None

    @cached_property
    def defined(self) -> list[str]:
        """The functions and classes, as often as they are defined."""
        return _DEFINED.findall(self.text)

    @cached_property
    def imported(self) -> set[str]:
        return {name for line in _IMPORT.findall(self.text) for name in bound(line)}

    @cached_property
    def used(self) -> set[str]:
        """All words in it but those of imports."""
        return set(_NAME.findall(_IMPORT.sub("", self.text)))

    def without_imports(self, used: set[str]) -> str:
        """The same lines, those empty that import at the margin what is not used."""
        return _IMPORT.sub(lambda line: line[0] if _is_wanted(line[0], used) else "", self.text)


def bound(line: str) -> list[str]:
    """The names that an import in one line binds; none where it goes on in the next line."""
    if line.rstrip().endswith(("(", "\\", ",")):
        return []
    whole = line.startswith("import")
    named = line.partition("#")[0].partition("import")[2].split(",")
    words = [_NAME.findall(each) for each in named]
    return [each[0] if whole and "as" not in each else each[-1] for each in words if each]


def _is_wanted(line: str, used: set[str]) -> bool:
    names = bound(line)
    return not names or "__future__" in line or not used.isdisjoint(names)


def of_notebook(text: bytes, cells: tuple[NotebookCell, ...]) -> list[Part]:
    """cells: its code cells."""
    parts, said, code, room = list[Part](), list[str](), iter(cells), MOST_HEADINGS
    for is_code, written, tags in notebook.outline(text):
        found = [tag[:_SHORT] for tag in tags[:room]] if is_code else list(islice(_headings(written), room))
        said, room = said + found, room - len(found)
        if not is_code:
            continue
        first = written.lstrip().partition("\n")[0][:_SHORT]
        comments = (first,) if first.startswith("#") else ()
        parts.append(Part(written, tuple(said), comments, next(code)))
        said = []
    return parts


def _headings(markdown: str) -> Iterator[str]:
    lines = [line.strip()[:_SHORT] for line in markdown[:20_000].split("\n") if line.strip()]
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith(("#", "**", "<h")) or len(lines) == 1:
            yield line
        elif len(line) > 2 and not line.strip("=-") and before:
            yield before


def of_python(text: str) -> list[Part]:
    """The parts together are the text."""
    parts, lines, comments, open_string = list[Part](), list[str](), list[str](), ""
    begun = False
    for line in text.splitlines(True):
        margin = not open_string and not _GOES_ON.match(line)
        decorated = bool(lines) and lines[-1].startswith("@")
        comment = not open_string and line.startswith("#")
        if begun and not decorated and (margin or comment):
            parts.append(_part(lines, comments))
            lines, comments, begun = [], [], False
        begun = begun or margin
        if comment:
            comments.append(line[:_SHORT])
        lines.append(line)
        open_string = _open_string(line, open_string)
    return [*parts, _part(lines, comments)] if lines else parts


def _part(lines: list[str], comments: list[str]) -> Part:
    text = "".join(lines)
    code = next((line for line in lines if not _GOES_ON.match(line)), "")
    docstring = [line.strip()[:_SHORT] for line in lines[:20] if line.strip()][:3] if code[:1] in "\"'" and code else []
    return Part(text, (), (*comments, *docstring))


def _open_string(line: str, quotes: str) -> str:
    """The quotes of a long string that goes on in the next line."""
    for found in re.findall(r"\"{3}|'{3}", line):
        quotes = found if not quotes else "" if found == quotes else quotes
    return quotes


def parameters(text: str, name: str) -> list[str]:
    """The names of a function's parameters, as far as lines tell."""
    start = re.search(rf"^(?:async +)?def +{re.escape(name)} *\(", text, re.M)
    depth, found, word = 1, list[str](), ""
    for character in text[start.end() : start.end() + 2000] if start else "":
        depth += (character in "([{") - (character in ")]}")
        if depth == 0 or (depth == 1 and character == ","):
            found += _NAME.findall(word)[:1]
            word = ""
        else:
            word += character
        if depth == 0:
            return found
    return []
