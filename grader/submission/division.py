"""The exercises that are in one file: by its headings, by tags of cells, or by what is defined in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from grader.submission.handout import Handout
from grader.submission.outline import MOST_HEADINGS, Part, parameters


@dataclass(frozen=True)
class Division:
    """own: exercise -> the numbers of its parts. shared: parts that belong to every exercise. whole: the file is for
    one exercise."""

    own: dict[str, set[int]]
    shared: frozenset[int] = frozenset()
    whole: bool = False


def division(parts: list[Part], handout: Handout) -> Division:
    """Empty where nothing says which part is for which exercise."""
    return _under_headings(parts, handout) or _by_definitions(parts, handout)


def names_found(parts: list[Part], handout: Handout) -> dict[str, list[str]]:
    """Exercise -> what is defined of what it asks for, in the order of the file; the exercise with most of it first."""
    defined = list(dict.fromkeys(name for part in parts for name in part.defined))
    found = {e: [name for name in defined if name in names] for e, names in handout.asked.items()}
    missing = {e: len(handout.asked[e]) - len(names) for e, names in found.items()}
    return {e: found[e] for e in sorted(found, key=lambda e: (missing[e], -len(found[e]))) if found[e]}


def _under_headings(parts: list[Part], handout: Handout) -> Division | None:
    """What stands before the first heading is for every exercise."""
    now, found, shared, room = None, dict[str, set[int]](), set[int](), MOST_HEADINGS
    for number, part in enumerate(parts):
        lines = [(line, False) for line in part.headings] + [(line, True) for line in part.comments]
        for line, is_comment in lines[:room]:
            now = handout.named(line, is_comment) or now
        room -= len(lines[:room])
        (found.setdefault(now, set()) if now else shared).add(number)
    own = {exercise: numbers for exercise, numbers in found.items() if _is_there(parts, numbers, handout, exercise)}
    return Division(own, frozenset(shared)) if own else None


def _is_there(parts: list[Part], own: set[int], handout: Handout, exercise: str) -> bool:
    """Whether anything that the exercise asks for is defined."""
    return any(name in handout.asked.get(exercise, ()) for number in own for name in parts[number].defined)


def _by_definitions(parts: list[Part], handout: Handout) -> Division:
    """The exercises of which every name is defined, once; none where it could be for another exercise too."""
    defined = Counter(name for part in parts for name in part.defined)
    complete = [exercise for exercise, names in handout.asked.items() if names <= defined.keys()]
    largest = [one for one in complete if not any(handout.asked[one] < handout.asked[other] for other in complete)]
    chosen = _by_parameters(largest, parts, handout)
    asked = [name for exercise in chosen for name in handout.asked[exercise]]
    if len(asked) != len(set(asked)) or any(defined[name] > 1 for name in asked):
        return Division({})
    if len(chosen) == 1:
        return Division({chosen[0]: set(range(len(parts)))}, whole=True)
    own = {exercise: _defining(parts, handout.asked[exercise]) for exercise in chosen}
    theirs = set().union(*own.values())
    rest = {n for n in range(len(parts)) if n not in theirs and (parts[n].defined or parts[n].used.isdisjoint(asked))}
    return Division(own, frozenset(rest))


def _defining(parts: list[Part], names: frozenset[str]) -> set[int]:
    return {number for number, part in enumerate(parts) if not names.isdisjoint(part.defined)}


def _by_parameters(exercises: list[str], parts: list[Part], handout: Handout) -> list[str]:
    """Of exercises that ask for the same names, those whose functions take the same parameters."""
    names = {name for exercise in exercises for name in handout.asked[exercise]}
    taken = {name: parameters(part.text, name) for part in parts for name in names.intersection(part.defined)}
    right = {e for e in exercises if all(handout.takes(e, name) == taken[name] for name in handout.asked[e])}
    rivals = {e: {o for o in exercises if handout.asked[o] & handout.asked[e]} for e in exercises}
    return [e for e in exercises if rivals[e] == {e} or e in right or not rivals[e] & right]


def with_what_they_use(parts: list[Part], own: set[int], division: Division, asked: frozenset[str]) -> set[int]:
    """The parts of an exercise, those of all, and those that define or import what these use. asked: what the exercise
    asks for, which no other exercise's part answers."""
    binders = {name: n for n, part in enumerate(parts) if n < max(own) for name in (*part.defined, *part.imported)}
    kept = own | division.shared
    todo, seen = list(kept), set(asked)
    for number in kept:
        seen |= {*parts[number].defined, *parts[number].imported}
    while todo:
        for name in parts[todo.pop()].used - seen:
            seen.add(name)
            if name in binders and binders[name] not in kept:
                kept.add(binders[name])
                todo.append(binders[name])
    return kept
