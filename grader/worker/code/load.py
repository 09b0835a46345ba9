"""Running a student's file as the module `student`: parse, look for forbidden imports, execute."""

from __future__ import annotations

import ast
import importlib.util
import linecache
import sys
import types

from ..messages.wire import Load, NotebookCell
from . import names
from .execute import execute

MODULE = "student"


class LabelledSource:
    """One piece of source (a file, a cell) with the label that tracebacks know it by."""

    def __init__(self, label: str, text: str | bytes) -> None:
        # The angle brackets matter: compile() and the warnings machinery would open a file of a plain name.
        self.label, self.name, self.text = label, f"<{label}>", text

    def lines(self) -> tuple[int, None, list[str], str]:
        """An entry of linecache: inspect.getsource, and so torch.jit.script, reads the source there."""
        text = self.text if isinstance(self.text, str) else importlib.util.decode_source(self.text)
        return len(text), None, text.splitlines(True), self.name

    def _require_text(self) -> None:
        """Raises SyntaxError with the place for what cannot be decoded: compile() passes over it in a comment."""
        if isinstance(self.text, bytes):
            try:
                importlib.util.decode_source(self.text)
            except (SyntaxError, LookupError, UnicodeError) as error:
                before = self.text[: getattr(error, "start", 0)]
                raise SyntaxError(str(error), (self.name, before.count(b"\n") + 1, 1, "")) from None

    def parse(self) -> ast.Module:
        self._require_text()
        try:
            tree = compile(self.text, self.name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            if getattr(error, "filename", None):
                raise
            # A null byte: each Python complains in its own way, none says where.
            text = self.text if isinstance(self.text, bytes) else self.text.encode()
            line = text.partition(b"\0")[0].count(b"\n") + 1
            raise SyntaxError(str(error), (self.name, line, 1, "")) from None
        assert isinstance(tree, ast.Module)
        return tree


def sources(request: Load) -> list[LabelledSource]:
    """The pieces to run, in order. Raises SyntaxError for a cell that IPython's rules cannot read."""
    if request.main:
        return [LabelledSource(request.main, request.files[request.main])]
    return [LabelledSource(f"cell {cell.number}", _cell_text(cell)) for cell in request.cells]


def _cell_text(cell: NotebookCell) -> str:
    from .notebook import python_of

    try:
        return python_of(cell.source)
    except SyntaxError as error:
        error.filename = f"<cell {cell.number}>"
        raise


def load(request: Load, pieces: list[LabelledSource]) -> tuple[types.ModuleType, list[str]]:
    """The student's module, and which of the watched names its source uses.

    Raises whatever its code raises, SyntaxError, ForbiddenImport or ForbiddenName.
    """
    trees = [(piece, piece.parse()) for piece in pieces]
    helpers = {name: text for name, text in request.files.items() if name != request.main}
    read = [(piece.label, tree) for piece, tree in (*trees, *_helpers_used(helpers, trees))]
    names.refuse_imports(read, request.rules.forbidden, helpers)
    names.refuse_names(read, request.rules.forbidden_names)
    found = names.watched_names(read, request.rules.watched_names)
    module = types.ModuleType(MODULE)
    module.__dict__["get_ipython"] = lambda: None
    module.__dict__["display"] = lambda *things, **options: None
    sys.modules[MODULE] = module
    for piece, tree in trees:
        linecache.cache[piece.name] = piece.lines()
        execute(tree, piece.name, module.__dict__, through=not request.autograd)
    return module, found


def _helpers_used(
    helpers: dict[str, bytes], trees: list[tuple[LabelledSource, ast.Module]]
) -> list[tuple[LabelledSource, ast.Module]]:
    """The helper files that the given ones import, however indirectly, parsed."""
    found: dict[str, tuple[LabelledSource, ast.Module]] = {}
    todo = list(trees)
    while todo:
        _, tree = todo.pop()
        roots = {root for root, _ in names.imported(tree)}
        for name, text in helpers.items():
            if name not in found and name.removesuffix(".py").partition("/")[0] in roots:
                source = LabelledSource(name, text)
                found[name] = source, source.parse()
                todo.append(found[name])
    return list(found.values())
