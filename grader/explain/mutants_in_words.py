"""A change to the solution as what is different in an answer: the kind, and never what the solution says."""

from __future__ import annotations

import re

from grader.edits.mutate import Mutant
from grader.message import Message, say
from grader.outcomes.outcome import Kind

_CLEARS = re.compile(r"zero_grad|\.grad = None|\.zero_\(")
_UPDATES = re.compile(r"\.step\(|[-+]= |\.sub_\(|\.add_\(")
_FRACTION = re.compile(r"\d+\.\d*(?:e-?\d+)?|\d+e-?\d+")
_CALLED = re.compile(r"\.(\w+)\(\)")
_BY_OPERATOR: dict[str, Kind] = {
    "arithmetic": "wrong_formula",
    "comparison": "wrong_formula",
    "constant": "wrong_formula",
    "off_by_one": "off_by_one",
    "sign": "sign",
    "reduction": "reduction",
    "arguments": "wrong_operand",
    "call": "other",
    "dropped": "other",
    "order": "order_of_statements",
}
_SAID: dict[Kind, Message] = {
    "wrong_formula": say("your answers are those of another formula: one operation or one number in it differs."),
    "wrong_hyperparameter": say("your answers are those of a number that is a little off."),
    "off_by_one": say("your answers are those of one step more or less."),
    "sign": say("your answers are those of a wrong sign."),
    "reduction": say("your answers are those of a sum in place of a mean, the other way round, or of neither."),
    "wrong_operand": say("your answers are those of two arguments that are exchanged, or of one that is left out."),
    "order_of_statements": say("your answers are those of two statements in the wrong order."),
    "missing_clear": say("your answers are those of gradients that are not cleared."),
    "missing_update": say("your answers are those of an update that is left out."),
    "wrong_return": say("your answers are those of a loss that is not recorded."),
    "tracked_update": say("your answers are those of an update that autograd records."),
    "aliasing": say("your answers are those of a tensor that should be a copy and is not."),
    "graph_cut": say("your answers are those of a graph that is cut, or of one that should be."),
    "other": say("your answers are those of a statement or a call that is left out."),
}


def kind_of(mutant: Mutant) -> Kind:
    """What the student's difference is, as far as the change tells it."""
    kind = _BY_OPERATOR.get(mutant.kind, "other")
    was, becomes = mutant.was, mutant.becomes
    if mutant.kind == "dropped":
        if "no_grad" in was and "no_grad" not in becomes:
            return "tracked_update"
        gone = "\n".join(line for line in was.splitlines() if line not in becomes.splitlines())
        if _CLEARS.search(gone):
            return "missing_clear"
        if _UPDATES.search(gone):
            return "missing_update"
        return "wrong_return" if "append" in gone else "other"
    if mutant.kind == "call":
        methods = set(_CALLED.findall(was)) - set(_CALLED.findall(becomes))
        if methods & {"mean", "sum"}:
            return "reduction"
        return "aliasing" if methods & {"clone", "copy"} else "graph_cut" if "detach" in methods else "other"
    if mutant.kind == "constant":  # a whole number is an exponent or a count, another one a rate
        return "wrong_hyperparameter" if set(_FRACTION.findall(was)) - set(_FRACTION.findall(becomes)) else kind
    return kind


def told(mutant: Mutant) -> Message:
    """In words for the student, with the function that it is in."""
    function = re.sub(r" \(\d+\)$", "", mutant.where) or "?"
    return say("In `{function}`: {difference}", function=function, difference=_SAID[kind_of(mutant)])
