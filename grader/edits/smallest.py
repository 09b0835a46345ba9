"""The fewest of several changes that are enough (delta debugging, after Zeller's ddmin)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
AT_ONCE, ALONE = 3, 12
"""As many, the likeliest, are tried alone before all of them together; and where that is not enough."""


def smallest(items: Sequence[Item], holds: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """A part of these with which it holds, and without any one of them no longer. Empty where it holds neither with all
    of them nor with one. items: the likeliest first: of two parts that are enough, the one with the likelier is found.
    """
    known: dict[frozenset[int], bool] = {}

    def enough(some: Sequence[Item]) -> bool:
        key = frozenset(map(id, some))
        if key not in known:
            known[key] = bool(some) and holds(some)
        return known[key]

    for each in items[:AT_ONCE]:
        if enough([each]):
            return [each]
    if not enough(items):
        return next(([each] for each in items[:ALONE] if enough([each])), [])
    left, parts = list(items), 2
    while len(left) > 1:
        size = -(-len(left) // parts)
        chunks = [left[i : i + size] for i in range(0, len(left), size)]
        others = [[each for each in left if each not in chunk] for chunk in reversed(chunks)]
        if alone := next(filter(enough, chunks), None):
            left, parts = alone, 2
        elif rest := next(filter(enough, others), None):
            left, parts = rest, max(parts - 1, 2)
        elif parts < len(left):
            parts = min(2 * parts, len(left))
        else:
            break
    return left
