"""What is said where other statements make the checks pass: the place, and what kind of thing differs. Never what is to
stand there.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from grader.edits.merged import StatementDifference
from grader.explain.sentences import about
from grader.explain.transplant_kinds import kind_of
from grader.explain.words import ONE_PLACE, cell_of, place
from grader.message import Message, listed, say
from grader.outcomes.outcome import Explanation, Kind
from grader.submission.source import Source
from grader.text import one_line

_SURE = say("with one change there, every check passes")
Placed = tuple[str, StatementDifference]
"""A difference, and the file or cell that it is in."""


def said(
    source: Source, needed: Sequence[Placed], is_suspect: Callable[[StatementDifference], bool] = lambda made: False
) -> Explanation:
    """What is wrong where all of these have to be right. is_suspect: whether what has passed does not speak for it."""
    main = _main(needed)
    main = [each for each in main if is_suspect(each[1])] or main
    main = [each for each in main if each[1].keeps or each[1].covers] or main
    label, made = main[0]
    where = place(source, label, made.line)
    if len(needed) == 1 and not made.calls:
        kind = kind_of(made)
        return _at(source, label, made, kind, _text(made, kind, where))
    if len(main) == 2 and _is_moved(*(each for _, each in main)):
        return _at(source, label, made, "order_of_statements", about("moved", where))
    lines = sorted(each.line for _, each in main)
    changed = [each for _, each in main if each.was and not any(_is_moved(each, other) for _, other in main)]
    few = len(lines) == 2 or all(each.covers for _, each in main)
    together = len(set(lines)) == 1 or (few and lines[-1] - lines[0] < ONE_PLACE)
    alike = made.was.endswith(":") == made.becomes.endswith(":")  # a whole block is not a place
    together = together and alike and not made.calls
    if together and len({where for where, _ in main}) == 1 and made in changed[:1]:
        text = say("Only `{function}` is wrong: look at {place}.", function=made.function, place=where)
        return _at(source, label, made, kind_of(made) if len(main) == 1 or made.covers else None, text)
    names = list(dict.fromkeys(each.function for _, each in main))
    text = say("Only `{function}` is wrong: with a right one in its place, every check passes.", function=listed(names))
    if made.calls:
        text = say("The mistake is in `{function}`, or in how it is used.", function=one_line(made.calls, 40))
    return Explanation(source="repair", text=text, file=label, cell=cell_of(label))


def _at(source: Source, label: str, made: StatementDifference, kind: Kind | None, text: Message) -> Explanation:
    return Explanation(
        source="repair",
        kind=kind,
        text=text,
        file=label,
        line=made.line,
        cell=cell_of(label),
        sure=_SURE,
        hint=_hint(made),
    )


def _is_moved(one: StatementDifference, other: StatementDifference) -> bool:
    return not (one.becomes or other.was) and one.was == other.becomes


def _main(needed: Sequence[Placed]) -> list[Placed]:
    """Those with a statement of the student's first. Without what only makes ready for others, a variable that they
    use; one that goes out where another comes in is one."""
    left = [each for each in needed if not _helps(each, needed)] or list(needed)
    out = [(label, each) for label, each in left if not each.becomes]
    for label, new in [(label, each) for label, each in left if not each.was]:
        old = next(((at, each) for at, each in out if at == label and abs(each.line - new.line) <= 1), None)
        if old is not None and old[1].was != new.becomes:
            out.remove(old)
            left.remove((label, new))
            left[left.index(old)] = label, dataclasses.replace(old[1], becomes=new.becomes)
    return sorted(left, key=lambda each: not each[1].was)


def _helps(one: Placed, needed: Sequence[Placed]) -> bool:
    target = None if one[1].keeps else re.match(r"([\w, ()]+) = ", one[1].becomes)
    names = set(re.findall(r"\w+", target[1])) if target else set()
    others = [made for _, made in needed if made is not one[1]]
    return any(names & set(re.findall(r"\w+", made.becomes)) - set(re.findall(r"\w+", made.was)) for made in others)


def _text(made: StatementDifference, kind: Kind | None, where: Message) -> Message:
    if made.covers:
        return about("dropped_value", where, one_line(made.covers, 40))
    if kind == "state_between_calls":
        return about("new_start", where, one_line(made.keeps, 40))
    if not made.was or not made.becomes:
        own = "missing" if made.becomes else kind if kind in ("extra_step", "cleared_too_early") else "dropped"
        return about(own, where)
    if not made.out | made.into:
        return about("swapped", where)
    if kind in (
        "sign",
        "factor",
        "off_by_one",
        "wrong_loss",
        "reduction",
        "wrong_return",
        "hard_coded",
        "argument_ignored",
    ):
        return about(kind, where)
    return about("too_little" if not made.out else "too_much" if not made.into else None, where)


def _hint(made: StatementDifference) -> Message:
    """The names and calls that are there and do not belong; what is to come in stays unsaid."""
    line = say("line {line}", line=made.line)
    if not made.was:
        return say("Compare what stands around {line} with the order of steps in the exercise.", line=line)
    extra = [word for word in dict.fromkeys(re.findall(r"[^\W\d]\w*", made.was)) if word in made.out][:3]
    if not made.becomes:
        return say("Without the statement in {line}, every check passes.", line=line)
    if extra:
        return say("In {line} these are not needed: {names}.", line=line, names=listed(extra))
    return say("Compare {line} with the formula or the order of steps in the exercise.", line=line)
