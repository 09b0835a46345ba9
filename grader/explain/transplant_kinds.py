"""Of what kind a mistake is, from the closed list: by what the student's statement and the right one do not share."""

from __future__ import annotations

import ast
import re
from collections.abc import Set as AbstractSet

from grader.edits.merged import StatementDifference
from grader.outcomes.outcome import Kind

REDUCTIONS = frozenset(["sum", "mean", "max", "min", "median", "prod", "amax", "amin", "average", "norm"])
_GRAPH = frozenset(["detach", "detach_", "item", "data", "numpy", "no_grad", "torch", "tolist", "float", "enable_grad"])
_FLAGS = frozenset(["requires_grad", "requires_grad_"])
_COPIES = frozenset(["clone", "copy", "deepcopy", "list", "detach"])
_CLEARING = frozenset(["grad", "zero_", "zero_grad", "None", "set_to_none"])
_DTYPES = frozenset(["dtype", "float", "double", "float32", "float64", "half", "torch", "int", "long", "float16", "to"])
OPTIMIZERS = frozenset(["SGD", "Adam", "RMSprop", "Adagrad", "AdamW", "Adadelta", "Adamax", "NAdam", "Rprop", "ASGD"])
SETTINGS = frozenset(["lr", "momentum", "eps", "alpha", "betas", "weight_decay", "nesterov", "centered", "dampening"])
_ARGUMENTS = SETTINGS | {"bias"}
_CUTS = frozenset(["detach", "item", "no_grad", "tolist", "data"])
_ONLY: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("sign", frozenset(["+", "-", "neg"])),
    ("factor", frozenset("*/")),
    ("reduction", REDUCTIONS | {"/", "len", "shape", "size", "numel", "0", "np", "torch", "axis", "dim"}),
    ("wrong_dtype", _DTYPES),
    ("graph_cut", _GRAPH),
    ("aliasing", _COPIES),
    ("missing_clear", _CLEARING),
)
"""What says it where nothing else differs."""
_POWERS = frozenset(["**", "pow", "square"])
_POWER = re.compile(r"(?:\*\*\s*|\bpow\()([\d.]+)")
_ITSELF = re.compile(r"(\w+)(?:\[:\])? = .*\b\1\b")
"""A variable that is made of what it was: an update, or something that adds up."""


def kind_of(made: StatementDifference) -> Kind | None:
    """None where it is not to be told."""
    if made.keeps:
        return "state_between_calls"
    if made.covers:
        return "hard_coded" if re.search(r"\d", made.was) else "argument_ignored"
    if not made.was:
        return _missing(made.becomes)
    if not made.becomes:
        return _too_much(made.was)
    returns = [code.startswith("return") for code in (made.was, made.becomes)]
    if any(returns) and (not all(returns) or _results(made.was) != _results(made.becomes)):
        return "wrong_return"
    if all(returns) and _is_constant_for_more(made):
        return "hard_coded"
    if not made.out | made.into:
        if all(returns) and _results(made.was):
            return "wrong_return"
        return "wrong_formula" if re.search(r" [-+*/@]|\*\*", made.was) else "wrong_operand"
    if made.was.startswith("for") and "range" in made.was and "range" in made.becomes:
        return "off_by_one"
    if made.was.endswith(":"):  # a loop or a condition may be about anything
        return None
    if _POWER.findall(made.was) != _POWER.findall(made.becomes):
        return "wrong_formula"
    if made.reads and made.out:
        return "hard_coded" if all(map(_is_number, made.out)) else "argument_ignored"
    if (made.out | made.into) & _FLAGS and re.match(r"[\w.]+ = ", made.was):
        return "freezing"
    found = _of_words(made.out, made.into, made.becomes)
    kept = _ITSELF.match(made.was)
    return None if found == "wrong_formula" and kept and not _ITSELF.match(made.becomes) else found


def _of_words(out: AbstractSet[str], into: AbstractSet[str], right: str) -> Kind | None:
    """out, into: the words that are not in the right statement, and those that are only there."""
    if out & _POWERS and into & _POWERS:  # two ways to write the same
        out, into = (words - _POWERS - {"2"} for words in (out, into))
    differ = out | into
    if not differ:
        return None
    numbers = set(filter(_is_number, differ))
    signs = {word for word in differ if not re.search(r"\w", word)} | differ & {"neg", "in place"}
    names = differ - numbers - signs
    if differ & OPTIMIZERS and not into & _ARGUMENTS:
        return "wrong_optimizer"
    if differ & _ARGUMENTS:
        return "wrong_hyperparameter"
    if any(re.search("(_l|[a-z0-9]L)oss$", word) for word in differ):
        return "wrong_loss"
    if numbers and not names:
        return "factor" if signs and signs <= {"*", "/"} else "wrong_formula"
    if out and out <= numbers and into and into <= names:
        # What is a number here may be the name of an argument there, or of a function.
        variable = any(re.search(rf"(?<![\w.]){word}\b(?![(=\[])", right) for word in into)
        return "hard_coded" if variable else "wrong_formula"
    if found := next((kind for kind, known in _ONLY if differ - numbers <= known), None):
        return found
    if differ & _CUTS and len(names) <= 2:
        return "graph_cut"
    if out <= names and into <= names and len(out) == len(into) == 1:
        return "wrong_operand"
    return "wrong_formula" if signs and len(names) <= 1 else None


def _is_number(word: str) -> bool:
    return bool(re.match(r"-?\.?\d", word))


def _results(code: str) -> int:
    """How many things a statement returns; 0 for what is not a tuple, list or dict."""
    value = getattr(ast.parse(code, mode="exec").body[0], "value", None) if code.startswith("return") else None
    match value:
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(keys=parts):
            return len(parts)
    return 0


def _is_constant_for_more(made: StatementDifference) -> bool:
    """Whether one of the results is written out as a number that is computed in the right one."""
    mine, right = (ast.parse(code).body[0].value for code in (made.was, made.becomes))  # type: ignore[attr-defined]
    if not isinstance(mine, ast.Tuple) or not isinstance(right, ast.Tuple):
        return False
    pairs = list(zip(mine.elts, right.elts, strict=False))
    return sum(isinstance(a, ast.Constant) and not isinstance(b, ast.Constant) for a, b in pairs) == 1


def _missing(code: str) -> Kind | None:
    if re.search(r"zero_|zero_grad|grad = None", code):
        return "missing_clear"
    if re.search(r"-=|step\(|backward\(|\+=", code):
        return "missing_update"
    if re.search(r"append\(|return", code):
        return "wrong_return"
    if "no_grad" in code:
        return "tracked_update"
    if "requires_grad" in code:
        return "freezing" if "False" in code else "graph_cut"
    if re.search(r"clone\(|copy\(", code):
        return "in_place_on_caller"
    if _ITSELF.match(code):
        return "missing_update"
    return "wrong_formula" if re.match(r"\w+ = ", code) else "other"


def _too_much(code: str) -> Kind | None:
    if code.endswith(":"):  # a block may be anything
        return None
    if re.search(r"zero_|zero_grad|grad = None", code):
        return "cleared_too_early"
    if re.search(r"[-+]=|step\(|update|backward\(", code):
        return "extra_step"
    if "no_grad" in code:
        return "graph_cut"
    if re.match(r"[\w.]+requires_grad", code):
        return "freezing" if "False" in code else "in_place_on_caller"
    if re.match(r"(\w+) = .*(copy\(|build|model)", code):
        return "rebinding"
    if re.match(r"\w+ = [-\d.e()]+$", code):
        return "hard_coded"
    if _ITSELF.match(code):
        return "wrong_formula"
    return "argument_ignored" if re.match(r"\w+ = ", code) else None
