"""The line of what is wrong, where the finding itself and the student's text tell it: nothing is run."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

import msgspec

from grader.edits.merged import bound_by
from grader.edits.reading import parsed
from grader.edits.transplants import transplants
from grader.explain.case import Case
from grader.explain.words import ONE_PLACE, cell_of, place
from grader.message import Wording, say
from grader.outcomes.outcome import Explanation
from grader.outcomes.result import CheckResult

Function = ast.FunctionDef | ast.AsyncFunctionDef
Key = tuple[str, frozenset[str], frozenset[str]]
"""A difference from the solution: the function, the words that go and that come in."""
Definition = tuple[str, str, Function | ast.ClassDef]
_RESULT = "the result of {function}"
"""What a check calls what a function returns (checks/functions.py)."""


def placed(case: Case, check: CheckResult, found: list[Explanation]) -> list[Explanation]:
    """What is known of the check already, its first explanation with the line, where there is exactly one place."""
    if any(each.line for each in found):
        return found
    places = list(_places(case, check))
    if len(places) != 1:
        return found
    label, line = places[0]
    first = found[0] if found else Explanation(source="reading", text=check.message)
    text = say("{cause}. Look at {place}.", cause=first.text, place=place(case.source, label, line))
    first = msgspec.structs.replace(first, text=text, file=label, line=line, cell=cell_of(label))
    return [first, *found[1:]]


def _places(case: Case, check: CheckResult) -> Iterator[tuple[str, int]]:
    """(file or cell, line)."""
    if check.mistake:
        yield from _of_mistake(case, check.mistake)
        return
    definitions = list(_definitions(case))
    functions = [(label, name, node) for label, name, node in definitions if isinstance(node, Function)]
    if check.cause == "wrong_signature":
        wanted = case.exercise.parameters
        for label, name, function in functions:
            names = wanted.get(name)
            own = [each.arg for each in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
            if names is not None and own != names:
                yield label, function.lineno
    elif check.cause == "missing_name":
        there = {name for _, name, _ in definitions}
        missing = [name for name in case.exercise.spec.returns if name not in there]
        near = [each for name in missing for each in difflib.get_close_matches(name, there, 1, 0.7)]
        meant = near[:1] or list(_meant(case, definitions, missing))
        yield from ((label, node.lineno) for label, name, node in definitions if name in meant)
        if not meant:  # `model = …` for build_model()
            yield from _assigned(case, {word for name in missing for word in name.split("_")})
    elif check.cause in ("wrong_type", "wrong_shape") and check.frames == []:
        wording = check.words.get(check.message)
        named = set(_named(wording, _RESULT))
        what = wording.values.get("what") if wording else None
        yield from ((label, node.lineno) for label, name, node in definitions if name == what)
        for label, name, function in functions:
            if name in named and (line := _return(function)):
                yield label, line


def _of_mistake(case: Case, name: str) -> Iterator[tuple[str, int]]:
    """Where the source differs from the solution in just what the known mistake does, if that is one place."""
    known = {(each.function, each.out, each.into) for each in case.of_mistake(name)}
    texts, found = dict(case.source.pieces()), dict[tuple[str, int], Key]()
    for label, text in texts.items():
        made = transplants(text, case.solution, texts.values())
        here = {(label, each.line): (each.function, each.out, each.into) for each in (made.differences if made else ())}
        found.update({place: key for place, key in here.items() if key in known})
    lines = sorted(line for _, line in found)
    if found and known == set(found.values()) and lines[-1] - lines[0] < ONE_PLACE:
        yield min(found)


def _meant(case: Case, definitions: list[Definition], missing: list[str]) -> Iterator[str]:
    """What has another name, and takes what a missing function is to take, most of it at least; or is a class too."""
    wanted = [case.exercise.parameters.get(each) for each in missing]
    for _, name, node in definitions:
        if name in case.exercise.spec.returns:
            continue
        if isinstance(node, ast.ClassDef):
            yield from [name] if None in wanted else []
            continue
        own = {each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
        if any(2 * len(own & set(each)) > len(own | set(each)) for each in wanted if each):
            yield name


def _definitions(case: Case) -> Iterator[Definition]:
    """(file or cell, name, where), at the top of each."""
    for label, text in case.source.pieces():
        for node in tree.body if (tree := parsed(text)) else ():
            if isinstance(node, Function | ast.ClassDef):
                yield label, node.name, node


def _assigned(case: Case, names: set[str]) -> Iterator[tuple[str, int]]:
    """Where a variable at the top gets one of these names."""
    for label, text in case.source.pieces():
        for node in tree.body if (tree := parsed(text)) else ():
            if isinstance(node, ast.Assign) and names & bound_by(node):
                yield label, node.lineno


def _named(wording: str | Wording | None, template: str) -> Iterator[str]:
    """The functions that a message names by that template."""
    if isinstance(wording, Wording):
        if wording.id == template and isinstance(name := wording.values.get("function"), str):
            yield name
        for value in wording.values.values():
            yield from _named(value, template)


def _return(function: Function) -> int:
    """The line of the only `return`, the last one where there is none; 0 where there are several."""
    inside = [node for node in _own(function) if isinstance(node, ast.Return)]
    if len(inside) > 1:
        return 0
    return inside[0].lineno if inside else function.end_lineno or function.lineno


def _own(function: Function) -> Iterator[ast.AST]:
    """All nodes but those of the functions defined inside."""
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, Function | ast.Lambda | ast.ClassDef):
            todo += ast.iter_child_nodes(node)
