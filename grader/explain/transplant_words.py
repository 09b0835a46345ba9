"""What is said where another statement or function makes the checks pass: the place, and what kind of thing differs.
Never what is to stand there.
"""

from __future__ import annotations

import ast
import re
from collections import Counter

from grader.edits.transplants import Graft, Transplant
from grader.explain.sentences import about
from grader.explain.words import cell_of, place
from grader.message import Message, listed, say
from grader.outcomes.outcome import Explanation, Kind
from grader.submission.source import Source

ONE_PLACE = 3
"""Lines that are one place to the eye."""
_SURE = say("with one change there, every check passes")
_KINDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("reduction", frozenset(["sum", "mean", "max", "min", "median", "prod", "amax", "amin"])),
    ("graph_cut", frozenset(["detach", "item", "data", "numpy", "no_grad", "requires_grad", "torch", "tolist"])),
    ("aliasing", frozenset(["clone", "copy", "deepcopy", "list", "detach"])),
    ("missing_clear", frozenset(["grad", "zero_", "zero_grad", "None"])),
    ("wrong_dtype", frozenset(["dtype", "float", "double", "float32", "float64", "half", "torch"])),
    ("sign", frozenset(["+", "-"])),
    ("factor", frozenset(["*", "/"])),
)
"""What differs -> what it says, where nothing else differs."""


def of_statement(source: Source, label: str, made: Transplant) -> Explanation:
    where = place(source, label, made.line)
    kind = _kind(made)
    return Explanation(
        source="repair",
        kind=kind,
        text=_text(made, kind, where),
        file=label,
        line=made.line,
        cell=cell_of(label),
        sure=_SURE,
        hint=_hint(made),
    )


def of_function(source: Source, label: str, graft: Graft) -> Explanation:
    """No kind: it is not known what differs."""
    called, lines = graft.name, sorted(set(graft.lines))
    if lines and lines[-1] - lines[0] < ONE_PLACE:
        line = lines[len(lines) // 2]
        text = say("Only `{function}` is wrong: look at {place}.", function=called, place=place(source, label, line))
        return Explanation(source="repair", text=text, file=label, line=line, cell=cell_of(label))
    text = say("Only `{function}` is wrong: with a right one in its place, every check passes.", function=called)
    return Explanation(source="repair", text=text, file=label, cell=cell_of(label))


def _words(code: str) -> Counter[str]:
    return Counter(re.findall(r"\d[\w.]*|\w+|\*\*|[^\w\s(),'\"]", code))


def _kind(made: Transplant) -> Kind | None:
    before, after = _words(made.was), _words(made.becomes)
    out, into = before - after, after - before
    differ = set(out) | set(into)
    if not made.was:
        return _missing(made.becomes)
    if not made.becomes:
        return "extra_step" if re.search(r"-=|step|update", made.was) else None
    if not differ:
        return "wrong_operand"
    if any(re.search("(_l|[a-z0-9]L)oss$", word) for word in out):
        return "wrong_loss"
    if made.was.startswith("return") and _results(made.was) != _results(made.becomes):
        return "wrong_return"
    numbers = {word for word in differ if word[0].isdigit()}
    if numbers and differ <= numbers | {"*", "/", "-", "."}:
        return "off_by_one" if "range" in before else "factor"
    return next((kind for kind, words in _KINDS if differ <= words | {"."}), None)


def _results(code: str) -> int:
    """How many things a statement returns; 0 for what is not a tuple, list or dict."""
    value = getattr(ast.parse(code, mode="exec").body[0], "value", None) if code.startswith("return") else None
    match value:
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(keys=parts):
            return len(parts)
    return 0


def _missing(code: str) -> Kind:
    if re.search(r"zero|grad = None", code):
        return "missing_clear"
    if re.search(r"-=|step|backward", code):
        return "missing_update"
    return "wrong_return" if re.search(r"append|return", code) else "other"


def _text(made: Transplant, kind: Kind | None, where: Message) -> Message:
    before, after = _words(made.was), _words(made.becomes)
    if not made.was or not made.becomes:
        return about("missing" if made.becomes else "dropped", where)
    if before == after:
        return about("swapped", where)
    if kind in ("sign", "factor", "off_by_one", "wrong_loss", "reduction", "wrong_return"):
        return about(kind, where)
    return about("too_little" if not before - after else "too_much" if not after - before else None, where)


def _hint(made: Transplant) -> Message | str:
    """The names and calls that are there and do not belong; what is to come in stays unsaid."""
    line = say("line {line}", line=made.line)
    if not made.was:
        return say("Compare what stands around {line} with the order of steps in the exercise.", line=line)
    extra = [word for word in _words(made.was) - _words(made.becomes) if word[0].isalpha()][:3]
    if not made.becomes:
        return say("Without the statement in {line}, every check passes.", line=line)
    if extra:
        return say("In {line} these are not needed: {names}.", line=line, names=listed(extra))
    return say("Compare {line} with the formula or the order of steps in the exercise.", line=line)
