"""A test cell of a notebook as the body of a check: each assert has become a claim about what the student's answer
returns. What cannot be moved raises NotMoved with the reason: a check that would always pass is never made."""

from __future__ import annotations

import ast
import builtins
import importlib.util
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from grader.authoring.claim_writer import ClaimWriter
from grader.authoring.instructor_notebook import AUTOTEST
from grader.authoring.not_moved import NotMoved, has_assert, mentions
from grader.authoring.notebook_code import CellStatement, KnownStatements, bound, free_names, is_import
from grader.authoring.otter_questions import InstructorCell
from grader.authoring.student_names import StudentNames
from grader.message import say

_APART = frozenset((
    "open", "exec", "eval", "compile", "input", "globals", "locals", "vars", "__import__", "get_ipython", "inspect",
    "sys", "os", "io", "subprocess", "capsys", "patch", "mock", "redirect_stdout", "In", "Out", "tracemalloc", "gc",
))  # fmt: skip
"""What looks at the process that a test runs in, which is not the student's here."""
_READS = frozenset((
    "load", "loadtxt", "genfromtxt", "read_csv", "read_table", "read_json", "read_excel", "imread", "load_dataset",
    "savefig",
))  # fmt: skip
"""Calls with a file's name."""
_MOST = 500
"""Statements of a test, with those of earlier cells that it hangs on."""
_OURS = frozenset(("student", "solution", "asserts", "exercise"))


@dataclass
class MovedTest:
    """above: statements for the top of checks.py. body: of the check. names: the functions and classes that it asks;
    variables: what it reads. members: class -> attribute -> whether it is a method whose result is read."""

    cell: InstructorCell
    title: str
    above: list[CellStatement]
    body: list[str]
    names: set[str]
    variables: set[str]
    members: dict[str, dict[str, bool]]


def move(cell: InstructorCell, before: KnownStatements, students: StudentNames) -> MovedTest:
    """before: the statements of the earlier cells, but for the student's. Raises NotMoved."""
    try:
        return _moved(cell, before, students)
    except RecursionError:
        raise NotMoved(say("it is nested too deep")) from None


def _moved(cell: InstructorCell, before: KnownStatements, students: StudentNames) -> MovedTest:
    tree = _parsed(cell)
    title = ast.get_docstring(tree) or ""
    own = tree.body[1:] if title else tree.body
    own = _otters(own, cell)
    imports = [CellStatement(node, ast.unparse(node), cell.number) for node in own if is_import(node)]
    used, known = _read_first(own), students.names | students.variables
    earlier = before.needed(used - known)
    if len(own) + len(earlier) > _MOST:
        raise NotMoved(say("it hangs on more than {most} statements", most=_MOST))
    _require_known(used.union(*(each.uses for each in earlier)), own, earlier, students)
    helpers = {node.name: node for node in (*(s.node for s in earlier), *own) if isinstance(node, ast.FunctionDef)}
    mover = ClaimWriter(students, _tainted(own, earlier, students), helpers, _read([*(s.node for s in earlier), *own]))
    own = [node for node in own if not is_import(node)]
    above = [
        each
        for each in (*earlier, *imports)
        if each.defines and not mover.asks(each.node) and not has_assert(each.node)
    ]
    inside = [each.node for each in earlier if each not in above]
    _require_no_files([*inside, *own])
    nodes = [done for node in (*inside, *own) for done in mover.moved(node)]
    if not mover.claimed:
        raise NotMoved(say("none of its asserts asks the student's answer"))
    body = [line for node in nodes for line in ast.unparse(ast.fix_missing_locations(node)).splitlines()]
    above = KnownStatements(above).needed(free_names("\n".join(body)))  # what an assert was written with is no longer
    _require_installed(above)
    return MovedTest(cell, " ".join(title.split()), above, body, mover.names, mover.variables, mover.members)


def _read_first(own: Sequence[ast.stmt]) -> set[str]:
    """The names that are read before they are bound."""
    read, here = set[str](), set[str]()
    for node in own:
        read |= free_names(ast.unparse(node)) - here
        here |= bound(node)
    return read


def _read(nodes: Sequence[ast.stmt]) -> set[str]:
    """The names that are read, but for a function's in its own body."""
    found = set[str]()
    for node in nodes:
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        found |= names - {node.name} if isinstance(node, ast.FunctionDef) else names
    return found


def is_installed(package: str) -> bool:
    """Looked up, not imported."""
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        return False


def _require_installed(above: Sequence[CellStatement]) -> None:
    for each in above:
        match each.node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=module, level=level):
                modules = [module or ""] if not level else [""]
            case _:
                continue
        for module in modules:
            if not module or not is_installed(module.partition(".")[0]):
                raise NotMoved(say("{module} is not installed here", module=module or "a module beside the notebook"))


def _require_no_files(nodes: Sequence[ast.stmt]) -> None:
    for node in nodes:
        for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            if name in _READS and any(isinstance(arg, ast.Constant | ast.JoinedStr) for arg in call.args[:1]):
                raise NotMoved(say("it reads a file ({call})", call=ast.unparse(call)[:80]))


def _parsed(cell: InstructorCell) -> ast.Module:
    try:
        return ast.parse(cell.text)
    except MemoryError:
        raise RecursionError from None
    except (SyntaxError, ValueError) as error:
        raise NotMoved(say("it is not Python ({problem})", problem=str(error)[:200])) from None


def _otters(own: list[ast.stmt], cell: InstructorCell) -> list[ast.stmt]:
    """A test function of otter's as its body; a last line whose result was shown as an assert that it is that."""
    match own:
        case [*before, ast.FunctionDef(name=name, args=args, body=body)] if not any(map(has_assert, before)) and (
            name.startswith("test") and not args.defaults
        ):
            if any(arg.arg == "env" for arg in args.args):
                raise NotMoved(say("it looks names up in `env`"))
            if not any(isinstance(each, ast.Return) for each in ast.walk(own[-1])):
                return [*before, *body]
        case [*before, ast.Expr(value)] if cell.shown is not None:
            return [*before, _as_shown(value, cell.shown)]
    return own


def _as_shown(value: ast.expr, shown: str) -> ast.stmt:
    if shown == "True":
        return ast.Assert(value, None)
    try:
        expected = ast.parse(shown.strip(), mode="eval").body
        ast.literal_eval(expected)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotMoved(say("what it shows is not a plain value")) from None
    return ast.Assert(ast.Compare(value, [ast.Eq()], [expected]), None)


def _require_known(
    used: Collection[str], own: Sequence[ast.stmt], earlier: Sequence[CellStatement], students: StudentNames
) -> None:
    known = students.names | students.variables | {AUTOTEST}
    here = set[str]().union(*map(bound, own), *(each.binds for each in earlier))
    for name in sorted(set(used) - here):
        if name in _APART:
            raise NotMoved(say("it uses {name}, which sees only the process of the check", name=name))
        if name not in known and not hasattr(builtins, name):
            raise NotMoved(say("{name} is not defined in the cells before it", name=name))
    for name in sorted(here & _APART):
        raise NotMoved(say("it uses {name}, which sees only the process of the check", name=name))
    for name in sorted(here & _OURS):
        raise NotMoved(say("it has a variable called {name}, as checks have: rename it", name=name))
    for name in sorted(here & known):
        raise NotMoved(say("it replaces {name}", name=name))


def _tainted(own: Sequence[ast.stmt], earlier: Sequence[CellStatement], students: StudentNames) -> set[str]:
    """The names whose values come from the student's answer."""
    found = students.names | students.variables
    nodes = [*(each.node for each in earlier), *own]
    differentiated = {name for node in nodes for name in _read_grads(node)}
    while new := {name for node in nodes if mentions(node, found) for name in _reached(node, differentiated)} - found:
        found |= new
    return found


def _read_grads(node: ast.stmt) -> set[str]:
    """The tensors whose `.grad` is read."""
    grads = (each for each in ast.walk(node) if isinstance(each, ast.Attribute) and each.attr == "grad")
    return {each.value.id for each in grads if isinstance(each.value, ast.Name)}


def _reached(node: ast.stmt, differentiated: Collection[str]) -> set[str]:
    """What a statement with the answer in it binds, and the tensors in it that get a gradient from it."""
    return bound(node).union(
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in differentiated
    )
