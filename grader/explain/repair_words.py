"""A repair in words: the line, what stands wrong there, the kind of change. Never what is to stand there instead."""

from __future__ import annotations

import ast

from grader.edits.edit import Edit
from grader.explain.repair_kinds import kind_of
from grader.explain.repair_order import Candidate
from grader.explain.words import cell_of
from grader.message import Message, say
from grader.outcomes.outcome import Explanation, Kind
from grader.submission.source import Source
from grader.text import one_line

_CHANGES = frozenset(["append", "extend", "pop", "sort", "reverse", "insert"])
QUOTED = 60
"""Characters of a student's line."""


def explanation(candidate: Candidate, source: Source) -> Explanation:
    """What is said where the candidate passes every check."""
    edit, label = candidate.edit, candidate.piece.label
    line = _line(edit)
    cell = cell_of(label)
    place = _place(line, cell, source.line(label, line))
    kind = kind_of(edit)
    return Explanation(
        source="repair",
        kind=kind,
        text=_text(edit, kind, place),
        file=label,
        line=line,
        cell=cell,
        sure=say("with one change there, every check passes"),
        hint=_hint(edit, kind, say("line {line}", line=line)),
    )


def _place(line: int, cell: int | None, text: str) -> Message:
    where = say("line {line}", line=line) if cell is None else say("line {line} of cell {cell}", line=line, cell=cell)
    quoted = one_line(text.strip(), QUOTED)
    return say("{place} (`{code}`)", place=where, code=quoted) if quoted else where


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


def _text(edit: Edit, kind: Kind, place: Message) -> Message:
    name = one_line(edit.name, 40)
    match edit.kind:
        case "dropped" if name:
            return say("`{name}` gets another value than the caller's: look at {place}.", name=name, place=place)
        case "dropped" if kind == "extra_step":
            return say("One update too many is made: look at {place}.", place=place)
        case "dropped" if kind == "cleared_too_early":
            return say("Gradients are cleared where they are still needed: look at {place}.", place=place)
        case "dropped":
            return say("A statement is there that should not be: look at {place}.", place=place)
        case "unwrapped":
            return say("What is around a statement changes what it does: look at {place}.", place=place)
        case "moved" | "moved_out" | "moved_in":
            return say("A statement stands in the wrong place: look at {place}.", place=place)
        case "cleared":
            return say("Gradients add up from step to step, since nothing clears them: look at {place}.", place=place)
        case "stepped" | "backward":
            return say("A step of the training is missing: look at {place}.", place=place)
        case "untracked":
            return say("Autograd records an update that it should not see: look at {place}.", place=place)
        case "tracked":
            return say("Autograd is not told to track `{name}`: look at {place}.", name=name, place=place)
        case "own_copy":
            return say("`{name}` is the caller's own, and it is changed: look at {place}.", name=name, place=place)
        case "new_start":
            return say("`{name}` keeps what an earlier call has put into it: look at {place}.", name=name, place=place)
        case "in_place":
            return say("A new object takes the place of one that was to be changed: look at {place}.", place=place)
        case "rebound":
            return say("An object is changed in place that others use too: look at {place}.", place=place)
        case "call_dropped":
            return say("Too much is done to a value: look at {place}.", place=place)
        case "call_added":
            return say("Something has yet to be done to a value: look at {place}.", place=place)
        case "operand_dropped":
            return say("A term or a factor is one too many: look at {place}.", place=place)
        case "factor_added" | "divided":
            return say("A factor is missing: look at {place}.", place=place)
        case "sign":
            return say("A sign is the wrong way round: look at {place}.", place=place)
        case "swapped":
            return say("Two things stand in each other's place: look at {place}.", place=place)
        case "constant":
            return say("A constant is not the right one: look at {place}.", place=place)
        case "name_for_constant":
            return say("A number is written out where a variable belongs: look at {place}.", place=place)
        case "name" | "constant_for_name":
            return say("Another value belongs in the place of one: look at {place}.", place=place)
        case "function":
            return say("`{name}` is not the right function here: look at {place}.", name=name, place=place)
        case "keyword_dropped" | "argument_dropped":
            return say("An argument is one too many: look at {place}.", place=place)
        case "keyword_added" | "argument_added" | "keyword":
            return say("The call of `{name}` has not the right arguments: look at {place}.", name=name, place=place)
        case "returned":
            return say("The results are not the right ones, or not in the right order: look at {place}.", place=place)
        case "range" | "comparison":
            return say("A limit is not quite right: look at {place}.", place=place)
        case "part":
            return say("Only a part of a value is used: look at {place}.", place=place)
        case "operator":
            return say("An operator is not the right one: look at {place}.", place=place)
    return _of_expression(kind, place)


def _of_expression(kind: Kind, place: Message) -> Message:
    """Where a whole expression is another one."""
    if kind == "wrong_dtype":
        return say("A value gets another dtype than it should have: look at {place}.", place=place)
    if kind == "graph_cut":
        return say(
            "A value is cut off from the graph, or kept in it, against what is asked: look at {place}.", place=place
        )
    if kind == "factor":
        return say("A factor is not the right one: look at {place}.", place=place)
    if kind == "sign":
        return say("A sign is the wrong way round: look at {place}.", place=place)
    if kind == "hard_coded":
        return say("A number is written out where a variable belongs: look at {place}.", place=place)
    if kind == "wrong_operand":
        return say("Another value belongs in the place of one: look at {place}.", place=place)
    if kind == "wrong_loss":
        return say("Another loss is computed than the one that is asked for: look at {place}.", place=place)
    if kind == "reduction":
        return say("Entries are added up or averaged in another way than is asked for: look at {place}.", place=place)
    return say("Something else is computed than is asked for: look at {place}.", place=place)


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
