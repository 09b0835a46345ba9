"""Of what kind the mistake is that a repair undoes, from the closed list."""

from __future__ import annotations

import ast
import re

from grader.edits.edit import Edit
from grader.edits.tokens import header, sign_of
from grader.explain.transplant_kinds import OPTIMIZERS, REDUCTIONS, SETTINGS
from grader.outcomes.outcome import Kind

_GRAPH = frozenset(["detach", "item", "data", "numpy", "tolist", "no_grad", "requires_grad", "detach_"])
_COPIES = frozenset(["clone", "copy", "deepcopy", "list"])
_DTYPES = frozenset(["dtype", "float", "float32", "float64", "double", "half", "float16"])
_MOMENTUM = re.compile(r"(\w+)(?:\[:\])? = (?:[\d.]+ \* \1 |.* [-+] [\d.]+ \* \1$)")
"""A part of a variable is what it was."""


def kind_of(edit: Edit) -> Kind:
    """From the closed list, by what is done and to what."""
    inside = edit.statement.body[0] if isinstance(edit.statement, ast.With | ast.If | ast.For) else edit.statement
    sign = sign_of(header(inside if edit.kind == "dropped" else edit.statement, frozenset()))
    if edit.kind == "dropped" and edit.name:
        value = getattr(edit.statement, "value", None)
        return "hard_coded" if isinstance(value, ast.Constant) else "argument_ignored"
    if edit.kind == "unwrapped" and isinstance(edit.statement, ast.If):
        return _BY_CONDITION.get(sign_of(header(edit.statement.body[0], frozenset())), "other")
    if edit.kind == "unwrapped" and isinstance(edit.statement, ast.For):  # what should be done once
        return "extra_step"
    if edit.kind in _BY_STATEMENT:
        return _BY_STATEMENT[edit.kind].get(sign, _BY_EDIT[edit.kind])
    if edit.kind in _BY_WHAT:
        return _by_name(edit) or _BY_EDIT[edit.kind]
    if edit.kind == "operator" and (edit.around or isinstance(edit.statement, ast.AugAssign)):
        return "sign" if sign == "update" else "wrong_formula"
    if edit.kind == "operand_dropped" and edit.around in ("Mult", "Div"):
        return "factor"
    if edit.kind == "operand_dropped" and _MOMENTUM.match(ast.unparse(edit.statement)):
        return "wrong_optimizer"
    return _BY_EDIT[edit.kind]


def _by_name(edit: Edit) -> Kind | None:
    for names, kind in _BY_NAME:
        if edit.name in names or (edit.kind == "constant" and edit.around in names):
            return kind
    if edit.name.lower().endswith("loss") and edit.kind == "function":
        return "wrong_loss"
    if edit.kind in ("call_dropped", "call_added") and edit.name in _COPIES:
        return "aliasing" if edit.kind == "call_added" else "rebinding"
    if edit.kind == "constant":
        return _BY_PLACE.get(edit.around)
    return None


_BY_NAME: tuple[tuple[frozenset[str], Kind], ...] = (
    (OPTIMIZERS, "wrong_optimizer"),
    (SETTINGS, "wrong_hyperparameter"),
    (_GRAPH, "graph_cut"),
    (REDUCTIONS, "reduction"),
    (_DTYPES, "wrong_dtype"),
)
_BY_PLACE: dict[str, Kind] = {
    "range": "off_by_one",
    "Mult": "factor",
    "Div": "factor",
    "Assign": "wrong_hyperparameter",
}
"""Of a constant."""
_BY_WHAT = ("call_dropped", "call_added", "function", "keyword_dropped", "keyword_added", "keyword", "constant")
_BY_CONDITION: dict[str, Kind] = {"clear": "missing_clear", "update": "missing_update", "append(": "wrong_return"}
"""What is done only now and then."""
_BY_STATEMENT: dict[str, dict[str, Kind]] = {
    "dropped": {"clear": "cleared_too_early", "update": "extra_step", "step(": "extra_step", "=": "wrong_formula"},
    "moved": {"clear": "cleared_too_early"},
    "moved_out": {"return": "wrong_return"},
    "moved_in": {"clear": "missing_clear"},
    "unwrapped": {"with": "graph_cut"},
}
_BY_EDIT: dict[str, Kind] = {
    "dropped": "wrong_formula", "unwrapped": "wrong_formula", "moved": "order_of_statements",
    "moved_out": "order_of_statements", "moved_in": "order_of_statements", "cleared": "missing_clear",
    "stepped": "missing_update", "backward": "missing_update", "untracked": "tracked_update", "tracked": "graph_cut",
    "own_copy": "in_place_on_caller", "new_start": "state_between_calls", "in_place": "rebinding",
    "rebound": "in_place_on_caller", "accumulated": "wrong_formula", "call_dropped": "wrong_formula",
    "call_added": "wrong_formula", "operand_dropped": "wrong_formula", "factor_added": "factor", "divided": "factor",
    "operator": "wrong_formula", "swapped": "wrong_operand", "sign": "sign", "comparison": "wrong_formula",
    "constant": "wrong_formula", "constant_for_name": "wrong_operand", "name": "wrong_operand",
    "name_for_constant": "hard_coded", "function": "wrong_formula", "keyword_dropped": "wrong_hyperparameter",
    "keyword_added": "wrong_hyperparameter", "keyword": "wrong_formula", "argument_dropped": "wrong_operand",
    "argument_added": "wrong_operand", "returned": "wrong_return", "range": "off_by_one", "part": "wrong_operand",
}  # fmt: skip
