"""Other arguments for a question: what a wrong answer may have taken in the place of what it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from grader.message import Message, say
from grader.outcomes.outcome import Kind
from grader.worker.messages import wire

from .change import ChangedArguments
from .tape import COTANGENT
from .values import Arguments, array_in, like, samples_in

MOST = 2000
"""As many steps are asked of the reference at most."""


Numbers = Callable[[np.ndarray, int], np.ndarray | None]
_SCALINGS: list[tuple[str, Kind, Message, Numbers]] = [
    ("·2", "factor", say("2 · `{name}`"), lambda a, n: 2 * a),
    ("/2", "factor", say("half of `{name}`"), lambda a, n: a / 2),
    ("−", "sign", say("−`{name}`"), lambda a, n: -a),
    ("·N", "reduction", say("N · `{name}` (N: the number of samples)"), lambda a, n: a * n if n > 2 else None),
    ("/N", "reduction", say("`{name}` / N (N: the number of samples)"), lambda a, n: a / n if n > 2 else None),
    ("·4", "factor", say("4 · `{name}`"), lambda a, n: 4 * a),
    ("²", "wrong_formula", say("the square of `{name}`"), lambda a, n: a * a),
]
_OF_ARRAYS: list[tuple[str, Kind, Message, Numbers]] = [
    ("abs", "wrong_formula", say("`{name}` without its signs"), lambda a, n: np.abs(a)),
    ("reversed", "wrong_operand", say("`{name}` in reverse order"), lambda a, n: a[::-1] if len(a) > 1 else None),
    ("mean", "reduction", say("the mean of `{name}`"), lambda a, n: np.full_like(a, a.mean())),
    ("centred", "wrong_formula", say("`{name}` minus its mean"), lambda a, n: a - a.mean() if len(a) > 1 else None),
    ("normed", "wrong_formula", say("`{name}` divided by its largest entry"), lambda a, n: a / np.max(np.abs(a))),
    ("ones", "argument_ignored", say("ones"), lambda a, n: np.ones_like(a)),
    ("sign", "wrong_formula", say("only the sign of `{name}`"), lambda a, n: np.sign(a)),
]


def changes(
    arguments: Mapping[str, wire.Value], literals: Callable[[str], Sequence[float]] = lambda name: ()
) -> Iterator[ChangedArguments]:
    """What is worth trying with arguments like these, the plainest first. literals: numbers that the answer
    may have in the place of an argument."""
    arrays = {name: array for name, value in arguments.items() if (array := array_in(value)) is not None}
    vectors = [name for name, array in arrays.items() if array.ndim]
    for name, value in arguments.items():
        if type(value) is int:
            yield from _counts(name)
    for name, array in arrays.items():
        for key, kind, words, numbers in (*_SCALINGS, *(_OF_ARRAYS if array.ndim else ())):
            if key != "ones" or name == COTANGENT:
                yield _numeric(name, key, kind, Message(words.template, {"name": name}), numbers)
    yield from _exchanged(arrays)
    yield from _lists(arguments)
    if vectors:
        yield from _some_samples(vectors)
    for name, value in arguments.items():
        if type(value) in (int, float):
            yield from (_literal(name, number) for number in literals(name))


def _numeric(name: str, key: str, kind: Kind, instead: Message, numbers: Numbers) -> ChangedArguments:
    def made(arguments: Arguments) -> Arguments | None:
        value = arguments.get(name)
        array = array_in(value)
        if array is None or isinstance(value, wire.Kept):
            return None
        with np.errstate(all="ignore"):
            new = numbers(array, samples_in(arguments))
        return None if new is None else {**arguments, name: like(value, np.asarray(new))}

    words = say("Your answers are exactly those with {instead} in the place of `{name}`.", instead=instead, name=name)
    return ChangedArguments(f"{name}{key}", kind, words, made)


def _counts(name: str) -> Iterator[ChangedArguments]:
    """Of a whole number, of steps mostly."""
    more = say("Your answers are those of one step more than asked: `{name}` + 1.", name=name)
    less = say("Your answers are those of one step less than asked: `{name}` − 1.", name=name)
    one = say(
        "Your answers are those of a single step, whatever `{name}` is: does the loop end in its first turn?", name=name
    )
    two = say("Your answers are those of twice as many steps as asked: 2 · `{name}`.", name=name)
    none = say("Your answers are those of no step at all, whatever `{name}` is.", name=name)
    each: tuple[tuple[str, Kind, Message, Callable[[int], int]], ...] = (
        ("+1", "off_by_one", more, lambda n: n + 1),
        ("=0", "missing_update", none, lambda n: 0),
        ("−1", "off_by_one", less, lambda n: n - 1),
        ("=1", "order_of_statements", one, lambda n: 1),
        ("·2", "extra_step", two, lambda n: 2 * n),
    )
    for key, kind, words, count in each:
        yield _count(f"{name}{key}", name, kind, words, count)


def _count(key: str, name: str, kind: Kind, words: Message, count: Callable[[int], int]) -> ChangedArguments:
    def made(arguments: Arguments) -> Arguments | None:
        value = arguments.get(name)
        if type(value) is not int:
            return None
        return {**arguments, name: max(0, min(count(value), MOST))}

    return ChangedArguments(key, kind, words, made)


def _literal(name: str, number: float) -> ChangedArguments:
    def made(arguments: Arguments) -> Arguments | None:
        value = arguments.get(name)
        whole = type(value) is int and float(number).is_integer() and 0 <= number <= MOST
        if type(value) is not float and not whole:
            return None
        return {**arguments, name: int(number) if whole else float(number)}

    words = say(
        "Your answers are exactly those of `{name}` = {number}, whatever `{name}` is: a number in your code stands "
        "where the argument belongs.",
        name=name,
        number=f"{number:g}",
    )
    return ChangedArguments(f"{name}={number!r}", "hard_coded", words, made, literal=number)


def _exchanged(arrays: Mapping[str, np.ndarray]) -> Iterator[ChangedArguments]:
    for one, array in arrays.items():
        for other, another in arrays.items():
            if one == other or array.shape != another.shape or array.dtype != another.dtype:
                continue
            if one < other:
                words = say(
                    "Your answers are exactly those with `{one}` and `{other}` exchanged.", one=one, other=other
                )
                yield ChangedArguments(f"{one}<>{other}", "wrong_operand", words, _taking({one: other, other: one}))
            words = say("Your answers are exactly those with `{other}` in the place of `{one}`.", one=one, other=other)
            yield ChangedArguments(f"{one}:={other}", "wrong_operand", words, _taking({one: other}))


def _taking(names: Mapping[str, str]) -> Callable[[Arguments], Arguments | None]:
    """The arguments, some of them with the numbers of others."""

    def made(arguments: Arguments) -> Arguments | None:
        found = {name: array_in(arguments.get(other)) for name, other in names.items()}
        if any(array is None for array in found.values()) or not found.keys() <= arguments.keys():
            return None
        new = {name: like(arguments[name], array) for name, array in found.items() if array is not None}
        if any(_shape(new[name]) != _shape(arguments[name]) for name in new):
            return None
        return {**arguments, **new}

    return made


def _shape(value: wire.Value) -> tuple[int, ...] | None:
    array = array_in(value)
    return None if array is None else array.shape


def _lists(arguments: Mapping[str, wire.Value]) -> Iterator[ChangedArguments]:
    """Of several parameters in one list or tuple."""
    for name, value in arguments.items():
        if not isinstance(value, wire.Items) or not 1 < len(value.items) <= 8 or array_in(value) is not None:
            continue
        words = say("Your answers are exactly those with `{name}` in reverse order.", name=name)
        yield ChangedArguments(f"{name}[::-1]", "wrong_operand", words, _rearranged(name))


def _rearranged(name: str) -> Callable[[Arguments], Arguments | None]:
    def made(arguments: Arguments) -> Arguments | None:
        value = arguments.get(name)
        return {**arguments, name: wire.Items(value.kind, value.items[::-1])} if isinstance(value, wire.Items) else None

    return made


def _some_samples(vectors: Sequence[str]) -> Iterator[ChangedArguments]:
    first = say("Your answers are exactly those of the first sample alone.")
    last = say("Your answers are exactly those of the last sample alone.")
    not_first = say("Your answers are exactly those without the first sample.")
    not_last = say("Your answers are exactly those without the last sample.")
    turned = say("Your answers are exactly those with the samples in reverse order.")
    each: tuple[tuple[str, Kind, Message, slice], ...] = (
        ("[::-1]", "wrong_operand", turned, slice(None, None, -1)),
        ("[-1:]", "reduction", last, slice(-1, None)),
        ("[:1]", "reduction", first, slice(0, 1)),
        ("[:-1]", "off_by_one", not_last, slice(0, -1)),
        ("[1:]", "off_by_one", not_first, slice(1, None)),
    )
    for key, kind, words, part in each:
        yield ChangedArguments(f"samples{key}", kind, words, _cut(vectors, part))


def _cut(vectors: Sequence[str], part: slice) -> Callable[[Arguments], Arguments | None]:
    def made(arguments: Arguments) -> Arguments | None:
        n, new = samples_in(arguments), dict(arguments)
        if n < 2:
            return None
        for name in vectors:
            array = array_in(arguments.get(name))
            if array is not None and array.ndim and array.shape[0] == n:
                new[name] = like(arguments[name], array[part])
        return new

    return made


def elsewhere(arguments: Mapping[str, wire.Value]) -> Iterator[tuple[str, ChangedArguments]]:
    """For each argument, by name, one with other values: to see whether anything depends on it."""
    for name, value in arguments.items():
        key = f"{name}?"
        if type(value) is int and value > 0:
            yield name, _count(key, name, "other", say("`{name}`", name=name), lambda n: n + 2)
        elif array_in(value) is not None:
            yield name, _numeric(name, "?", "other", say("`{name}`", name=name), _moved)


def _longer(arguments: Arguments) -> Arguments:
    """A single step is special: from 0, say, or in units of its own gradient."""
    return {name: 5 if type(value) is int and 0 < value < 5 else value for name, value in arguments.items()}


LONGER = ChangedArguments("longer", "other", say("`{name}`", name="n"), _longer)


def _moved(array: np.ndarray, samples: int) -> np.ndarray:
    """As large as before, nowhere the same, and no multiple of it."""
    wave = 1.0 + 0.4 * np.sin(1.0 + 2.0 * np.arange(array.size)).reshape(array.shape)
    return np.asarray(array * wave)
