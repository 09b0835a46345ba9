"""Claims about what a result depends on, what may be changed without changing it, and what it may cost.

`f` is a function of the check's that takes an array and gives one: `lambda x: student.attention(x, x, x)`, or a module
of the student's. A constant does not depend on anything, so these claims count beside a right value only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from grader.message import Message, say, worded
from grader.outcomes.outcome import Outcome

from .claims import claim
from .compare import TOLERANCES, Tolerance, close, expect, is_close
from .data import Data

Map = Callable[[np.ndarray], Any]
FAR = 30.0
"""How many times larger the second of two changes is: a mask that is not tight lets it through."""
CUTS = 3
"""Places in time at which causality is tried, the first and the last among them."""


def ignores(
    f: Map,
    x: np.ndarray,
    where: np.ndarray,
    data: Data,
    what: str,
    *,
    at: Any = ...,
    draw: Callable[[], np.ndarray] | None = None,
    tolerance: Tolerance = TOLERANCES["float32"],
) -> None:
    """Claims that f(x) does not change when the entries of x at `where` do.

    where: a boolean mask of x's shape, or one that broadcasts to it. at: which part of the result is meant, as an index
    or a mask: a padded position's own result may change. draw: makes another array like x, for whole numbers; by
    default the entries are drawn again, once of x's size and once far larger. Raises CheckFailed."""
    before = _part(f(x), at, what)
    for other in _others(x, data, draw):
        told = say("{what}, after inputs have changed that must not matter to it", what=worded(what))
        close(_part(f(np.where(where, other, x)), at, what), before, told, tolerance=tolerance, reads=False)


def _part(result: Any, at: Any, what: str) -> np.ndarray:
    """A result may have any shape. Raises CheckFailed where it has no such part."""
    array = np.asarray(result)
    try:
        return np.asarray(array[at])
    except IndexError:
        message = say("{what} has the shape {actual}", what=worded(what), actual=str(array.shape))
        claim(Outcome.failed("wrong_shape", message, actual=str(array.shape), fingerprint=array))
        raise


def _others(x: np.ndarray, data: Data, draw: Callable[[], np.ndarray] | None) -> list[np.ndarray]:
    if draw is not None:
        return [np.asarray(draw()).astype(x.dtype) for _ in range(2)]
    size = float(np.sqrt(np.mean(np.square(x)))) or 1.0
    return [data.normal(*x.shape, scale=scale * size).astype(x.dtype) for scale in (1.0, FAR)]


def uses(f: Map, x: np.ndarray, where: np.ndarray, data: Data, what: str, *, at: Any = ..., draw: Any = None) -> None:
    """Claims the opposite of `ignores`: every entry of this part of the result changes with those of x at `where`."""
    before, other = _part(f(x), at, what), _others(x, data, draw)[0]
    after = _part(f(np.where(where, other, x)), at, what)
    stays = bool(before.shape == after.shape and (before == after).any()) or is_close(after, before)
    words = say("{what} does not change with inputs on which it has to depend", what=worded(what))
    expect(stays, False, words, cause="wrong_value")


def causal(f: Map, x: np.ndarray, data: Data, what: str, *, time: int = 1, out: int | None = None, **how: Any) -> None:
    """Claims that the result at a time does not change with inputs after it. time, out: the axes of time in x and in
    the result (out: the same, where it is not given), both of x's length there. how: as in `ignores`."""
    length, out = x.shape[time], time if out is None else out
    _long(np.asarray(f(x)), out, length, what)
    between = data.integers(1, max(length - 2, 2), CUTS - 2).tolist()
    for last in sorted({0, *between, length - 2}.intersection(range(length - 1))):
        after = np.arange(length) > last
        told = say("{what} at the times up to {last}", what=worded(what), last=last)
        ignores(f, x, _along(after, time, x.ndim), data, told, at=_upto(last, out), **how)


def _long(array: np.ndarray, axis: int, length: int, what: str) -> None:
    """Claims that this axis is so long."""
    fits = -array.ndim <= axis < array.ndim and array.shape[axis] == length
    message = say(
        "{what} has the shape {actual}, expected {length} along axis {axis}",
        what=worded(what),
        actual=str(array.shape),
        axis=axis,
        length=length,
    )
    expect(fits, True, message, cause="wrong_shape")


def _along(mask: np.ndarray, axis: int, dimensions: int) -> np.ndarray:
    shape = [1] * dimensions
    shape[axis] = len(mask)
    return mask.reshape(shape)


def _upto(last: int, axis: int) -> tuple[Any, ...]:
    """An index of all that is at `axis` up to `last`."""
    upto = slice(None, last + 1)
    return (*[slice(None)] * axis, upto) if axis >= 0 else (..., upto, *[slice(None)] * (-axis - 1))


def equivariant(
    f: Map,
    x: np.ndarray,
    data: Data,
    what: str,
    *,
    axis: int = 1,
    out: int | None = None,
    invariant: bool = False,
    tolerance: Tolerance = TOLERANCES["float32"],
) -> None:
    """Claims that what is permuted along `axis` of x is permuted in the result along `out` (the same, where it is not
    given), and otherwise the same. invariant: that the result stays as it is. Raises CheckFailed."""
    length = x.shape[axis]
    same = np.arange(length)
    order = data.until(lambda: data.random.permutation(length), lambda it: length < 2 or bool((it != same).any()))
    before, after = np.asarray(f(x)), np.asarray(f(np.take(x, order, axis)))
    if not invariant:
        out = axis if out is None else out
        _long(before, out, length, what)
        before = np.take(before, order, out)
    told = say("{what}, when the inputs come in another order", what=worded(what))
    close(after, before, told, tolerance=tolerance, reads=False)


def same_for(
    f: Callable[[Any], Any],
    choices: Iterable[Any],
    name: str,
    what: str,
    *,
    tolerance: Tolerance = TOLERANCES["float32"],
    **how: Any,
) -> None:
    """Claims that f(choice) is the same whatever is chosen: with and without a cache, for any size of a block. f: gives
    an array, or several. name: of what is chosen. how: as in `compare.difference`. Raises CheckFailed."""
    first, *others = choices
    expected = _parts(f(first))
    for choice in others:
        actual, values = _parts(f(choice)), {"name": worded(name), "value": str(choice), "other": str(first)}
        told = say("{what} with {name} {value} beside that with {other}", what=worded(what), **values)
        expect(len(actual), len(expected), told, cause="wrong_shape")
        for a, e in zip(actual, expected, strict=True):
            close(a, e, told, **({"tolerance": tolerance} | how))


def _parts(result: Any) -> Sequence[Any]:
    return result if isinstance(result, tuple | list) else [result]


def counted(function: Callable[..., Any]) -> tuple[Callable[..., Any], list[tuple[Any, ...]]]:
    """The function, to be lent to an answer, and a list that gets the arguments of each call: calls are made here, so
    nobody else can count them. What such a function gives has to be needed for the answer, each time."""
    calls: list[tuple[Any, ...]] = []

    def lent(*args: Any) -> Any:
        calls.append(args)
        return function(*args)

    lent.__name__ = getattr(function, "__name__", "f")
    return lent, calls


def at_most(count: int, most: int, what: str | Message) -> None:
    """Claims that a count is `most` or less: calls of a function that was lent, or nodes of a graph (`graph_size`)
    whose gradient is right. Seconds do not count: a machine has other things to do."""
    words = {"what": worded(what), "actual": f"{count:,}", "expected": f"{most:,}"}
    expect(count <= most, True, say("{what}: {actual}, expected {expected} at most", **words), cause="wrong_value")
