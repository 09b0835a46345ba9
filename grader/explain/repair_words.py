"""A repair in words: the line, what stands wrong there, the kind of change. Never what is to stand there instead."""

from __future__ import annotations

import ast

from grader.edits.edit import Edit
from grader.explain.repair_kinds import kind_of
from grader.explain.repair_order import RankedEdit
from grader.explain.sentences import about
from grader.explain.words import cell_of, place
from grader.message import Message, say
from grader.outcomes.outcome import Explanation, Kind
from grader.submission.source import Source
from grader.text import one_line

_CHANGES = frozenset(["append", "extend", "pop", "sort", "reverse", "insert"])


def explanation(candidate: RankedEdit, source: Source) -> Explanation:
    """What is said where the candidate passes every check."""
    edit, label = candidate.edit, candidate.piece.label
    line = _line(edit)
    kind = kind_of(edit)
    return Explanation(
        source="repair",
        kind=kind,
        text=_text(edit, kind, place(source, label, line)),
        file=label,
        line=line,
        cell=cell_of(label),
        sure=say("with one change there, every check passes"),
        hint=_hint(edit, kind, say("line {line}", line=line)),
    )


def _line(edit: Edit) -> int:
    """An argument that is to be copied: where it is changed, if that is to be seen; its values before its gradient."""
    if edit.kind != "own_copy":
        return edit.line
    places = {
        (weak, node.lineno)
        for node in ast.walk(edit.statement)
        if isinstance(node, ast.AugAssign | ast.Assign | ast.Call)
        if (weak := _changes(node, edit.name)) is not None
    }
    return min(places, default=(False, edit.line))[1]


def _changes(node: ast.AugAssign | ast.Assign | ast.Call, name: str) -> bool | None:
    """Whether only a gradient or a flag of that name is changed; None where nothing is."""
    match node:
        case ast.AugAssign(target=target) | ast.Assign(targets=[ast.Subscript() as target]) if _root(target) == name:
            return False
        case ast.Assign(targets=[ast.Attribute() as target]) if _root(target) == name:
            return True
        case ast.Call(func=ast.Attribute(value=value, attr=attr)) if _root(value) == name:
            if attr == "backward" or attr in ("requires_grad_", "zero_grad"):
                return True
            return False if attr in _CHANGES or (attr.endswith("_") and attr[0] != "_") else None
    return None


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _text(edit: Edit, kind: Kind, where: Message) -> Message:
    """About the edit, and where that depends on it about the kind of mistake."""
    name = one_line(edit.name, 40)
    if edit.kind == "dropped":
        own = "dropped_value" if name else kind if kind in ("extra_step", "cleared_too_early") else "dropped"
        return about(own, where, name)
    return about(edit.kind, where, name)


def _hint(edit: Edit, kind: Kind, line: Message) -> Message:
    """A step further than the text."""
    name, to = one_line(edit.name, 40), abs(edit.to)
    match edit.kind:
        case "dropped":
            return say("Without the statement in {line}, every check passes.", line=line)
        case "unwrapped":
            return say("Try the statements in {line} without what is around them.", line=line)
        case "moved" | "moved_in" | "moved_out" if edit.to > 0:
            return say("The statement in {line} belongs before line {to}.", line=line, to=to)
        case "moved_in":
            return say("The statement in {line} belongs inside of the block that ends in line {to}.", line=line, to=to)
        case "moved_out":
            return say("The statement in {line} belongs after the block that ends in line {to}.", line=line, to=to)
        case "moved":
            return say("The statement in {line} belongs after line {to}.", line=line, to=to)
        case "cleared":
            return say("Clear the gradient of `{name}` near {line}, once in every step.", name=name, line=line)
        case "stepped" | "backward":
            return say("Something has to be called on `{name}` near {line}.", name=name, line=line)
        case "untracked":
            return say("Make the update in {line} where autograd records nothing.", line=line)
        case "own_copy":
            return say("Work on a copy of `{name}`.", name=name)
        case "new_start":
            return say("Let every call begin with a `{name}` of its own.", name=name)
        case "call_dropped" if name:
            return say("The call of `{name}` in {line} is too much.", name=name, line=line)
        case "keyword_dropped" if name:
            return say("The argument `{name}` in {line} is too much.", name=name, line=line)
        case "call_added" if kind == "reduction":
            return say("Entries have yet to be added up or averaged in {line}.", line=line)
        case "call_added" if kind == "aliasing":
            return say("A copy has to be taken in {line}: what is kept there changes afterwards.", line=line)
        case "operand_dropped":
            return say("One side of an operator in {line} is too much.", line=line)
        case "swapped" | "returned":
            return say("Try the order of what stands in {line}.", line=line)
        case "constant" | "name_for_constant":
            return say("Look at each number in {line}: where does it come from?", line=line)
        case "name" | "constant_for_name":
            return say("Look at each name in {line}: is it the one that is meant?", line=line)
    return say("Compare {line} with the formula or the order of steps in the exercise.", line=line)
