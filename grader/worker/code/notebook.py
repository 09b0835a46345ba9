"""A notebook's cells as Python, through IPython's own transformer rules.

IPython decides where a magic or a shell escape is; what becomes of it is decided here: `%%time`, `%%timeit` and
`%%capture` keep the cell's body, other `%%` cells are skipped; `%time stmt` keeps the statement, other magics and
escapes become `pass`, `x = !cmd` gives []. Line numbers stay those of the cell.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import types
from collections.abc import Iterator
from typing import Any

KEPT_CELLS = ("time", "timeit", "capture", "prun")
KEPT_LINES = ("time", "timeit", "prun")
_TIMEIT_OPTIONS = re.compile(r"(?:-[nr]\s*\d+\s+|-[tcqo]\s+|-p\s*\d+\s+)*")


def python_of(cell: str) -> str:
    """The cell as Python with the same number of lines before each statement; empty for a skipped cell.

    Raises SyntaxError for what IPython's rules cannot read.
    """
    if skipped_by(cell):
        return ""
    lines = cell.splitlines(keepends=True)
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[first].startswith("%%"):
        lines[first] = "\n"
    leading = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    return "\n" * leading + _manager().transform_cell("".join(lines[leading:]))


def skipped_by(cell: str) -> str:
    """The line of the `%%` magic that a cell is skipped for; empty for a cell that runs."""
    line = cell.lstrip().partition("\n")[0].strip()
    name = re.match(r"%%\s*(\w*)", line)
    return line if name and name[1] not in KEPT_CELLS else ""


def line_magics(cell: str) -> Iterator[tuple[int, str]]:
    """Lines of a cell that begin with a magic, or leave a gap (`x = ???`, which asks for help), with their numbers; in
    a string too: they only hint at a cause."""
    for number, line in enumerate(cell.splitlines(), 1):
        magic = line.lstrip().startswith("%") and not line.lstrip().startswith("%%")
        if magic or re.search(r"=[ \t]*\?+$", line.rstrip()):
            yield number, line.strip()


def kept_statement(magic: str) -> str | None:
    """The statement of `time statement`, None for another magic."""
    name, _, rest = magic.strip().partition(" ")
    if name.lstrip("%") not in KEPT_LINES:
        return None
    return _TIMEIT_OPTIONS.sub("", rest.strip(), count=1) or "pass"


def _manager() -> Any:
    rules = _rules()

    def statement(lines: list[str], start: int, end: int, code: str) -> list[str]:
        """`code` in place of the lines from start to end, blank lines keeping the count."""
        indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
        return [*lines[:start], f"{indent}{code}\n", *["\n"] * (end - start - 1), *lines[end:]]

    class Escaped(rules.EscapedCommand):  # type: ignore[name-defined, misc]
        value = "pass"

        def transform(self, lines: list[str]) -> list[str]:
            end = rules.find_end_of_continued_line(lines, self.start_line)
            content = rules.assemble_continued_line(lines, (self.start_line, self.start_col), end).strip()
            target = lines[self.start_line][: self.start_col].strip()
            code = kept_statement(content[1:]) if content.startswith("%") else None
            return statement(lines, self.start_line, end + 1, f"{target} {code or self.value}".lstrip())

    class Magic(rules.MagicAssign):  # type: ignore[name-defined, misc]
        value, transform = "None", Escaped.transform

    class System(rules.SystemAssign):  # type: ignore[name-defined, misc]
        value, transform = "[]", Escaped.transform

    class Help(rules.HelpEnd):  # type: ignore[name-defined, misc]
        def transform(self, lines: list[str]) -> list[str]:
            return statement(lines, self.start_line, self.q_line + 1, "pass")

    manager = rules.TransformerManager()
    manager.cleanup_transforms = [t for t in manager.cleanup_transforms if t is not rules.cell_magic]
    manager.token_transformers = [Magic, System, Escaped, Help]
    return manager


def _rules() -> types.ModuleType:
    """`IPython.core.inputtransformer2` without the third of a second that the rest of IPython takes to import."""
    if "IPython.core.inputtransformer2" not in sys.modules:
        spec = importlib.util.find_spec("IPython")
        if spec is None or spec.submodule_search_locations is None:
            raise ModuleNotFoundError("IPython is not installed")
        added = []
        for name in ("IPython", "IPython.core", "IPython.utils"):
            if name not in sys.modules:
                bare = types.ModuleType(name)
                bare.__path__ = [f"{spec.submodule_search_locations[0]}{name[7:].replace('.', '/')}"]
                sys.modules[name] = bare
                added.append(name)
        importlib.import_module("IPython.core.inputtransformer2")
        for name in added:  # the bare packages must not be taken for the real ones
            del sys.modules[name]
    return sys.modules["IPython.core.inputtransformer2"]
