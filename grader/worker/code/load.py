"""Running a student's file as the module `student`: parse, look for forbidden imports, execute."""

from __future__ import annotations

import ast
import importlib.util
import linecache
import sys
import traceback
import types
import warnings

from ..messages.wire import MAX_SUSPECTS, Load, NotebookCell, Suspect
from . import names
from .execute import Raised, execute, ignored
from .failure import failure
from .passed_over import PassedOvers, bound_by, bound_by_magic, bound_in
from .shell import NOTEBOOK, without_magics
from .suspects import suspects

MODULE = "student"


class LabelledSource:
    """One piece of source (a file, a cell) with the label that tracebacks know it by. may_raise: as of a cell."""

    def __init__(self, label: str, text: str | bytes, may_raise: bool = False) -> None:
        self.may_raise = may_raise
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


def sources(request: Load, passed: PassedOvers) -> list[LabelledSource]:
    """The pieces to run, in order. A cell that is not to run, or that IPython's rules cannot read, is passed over."""
    if request.main:
        return [LabelledSource(request.main, request.files[request.main])]
    return [piece for cell in request.cells if (piece := _piece(cell, passed)) is not None]


def _piece(cell: NotebookCell, passed: PassedOvers) -> LabelledSource | None:
    from . import notebook

    label = f"cell {cell.number}"
    if skipped := cell.skip or notebook.skipped_by(cell.source):
        passed.skipped(label, 1, skipped, bound_by_magic(skipped, cell.source))
        return None
    for line, magic in notebook.line_magics(cell.source):
        if names := bound_by_magic(magic) or bound_in(magic):
            passed.skipped(label, line, magic, names)
    try:
        return LabelledSource(label, notebook.python_of(cell.source), cell.may_raise)
    except SyntaxError as error:
        error.filename = f"<{label}>"
        _passed_over(error, label, cell.source, passed)
        return None


def load(
    request: Load, pieces: list[LabelledSource], passed: PassedOvers
) -> tuple[types.ModuleType, list[str], dict[str, str], list[Suspect]]:
    """The student's module, which of the watched names its source uses, where it defines what is asked for and not at
    its top level, and what in it looks like a slip.

    Raises SyntaxError, ForbiddenImport, ForbiddenName or NotLoaded.
    """
    trees = [(piece, tree) for piece in pieces if (tree := _tree(piece, request, passed)) is not None]
    helpers = {name: text for name, text in request.files.items() if name != request.main}
    read = [(piece.label, tree) for piece, tree in (*trees, *_helpers_used(helpers, trees))]
    names.refuse_imports(read, request.rules.forbidden, helpers)
    names.refuse_names(read, request.rules.forbidden_names)
    found = names.watched_names(read, request.rules.watched_names)
    module = _module(request)
    for piece, tree in trees:
        linecache.cache[piece.name] = piece.lines()
        execute(tree, piece.name, module.__dict__, _passing_over(piece, request, passed))
    if request.autograd:
        passed.require(request.rules.names, module.__dict__)
    missing = [name for name in request.rules.names if name not in module.__dict__]
    slips = [each for piece, tree in trees for each in suspects(piece.label, tree)][:MAX_SUSPECTS]
    return module, found, passed.places(missing) | names.inside([tree for _, tree in trees], missing), slips


def _module(request: Load) -> types.ModuleType:
    module = types.ModuleType(MODULE)
    module.__dict__.update(NOTEBOOK)
    if request.main:  # a notebook has none
        module.__file__ = request.main
    sys.modules[MODULE] = module
    return module


def _tree(piece: LabelledSource, request: Load, passed: PassedOvers) -> ast.Module | None:
    """The piece parsed; None for a cell that is not Python: stray text in one leaves the others as they are."""
    try:
        tree = piece.parse()
        for line, magic in without_magics(tree):
            passed.skipped(piece.label, line, magic, bound_by_magic(magic))
        with warnings.catch_warnings(action="ignore"):  # they come when the statements are compiled, one by one
            compile(tree, piece.name, "exec", dont_inherit=True)
        return tree
    except SyntaxError as error:
        error.filename = piece.name
        if request.main:
            raise
        assert isinstance(piece.text, str)
        _passed_over(error, piece.label, piece.text, passed)
        return None


def _passed_over(error: SyntaxError, label: str, text: str, passed: PassedOvers) -> None:
    passed.raised(label, error.lineno or 1, failure(error, frozenset([label])), bound_in(text))


def _passing_over(piece: LabelledSource, request: Load, passed: PassedOvers) -> Raised:
    """What is done with a statement that raises."""

    def raised(statement: ast.stmt, error: BaseException) -> None:
        failed = failure(error, frozenset([piece.label, *request.files]))
        traceback.clear_frames(error.__traceback__)  # what a demo has left there takes memory
        if piece.may_raise:
            return
        if isinstance(error, ModuleNotFoundError) and error.name in request.rules.forbidden:
            raise error  # what an exercise forbids is forbidden for a demo too, whatever way it is imported
        passed.raised(piece.label, statement.lineno, failed, bound_by(statement))

    return raised if request.autograd else ignored


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
