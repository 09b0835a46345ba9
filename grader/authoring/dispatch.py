"""Two modules made one: each call is answered by the right module where a condition on its arguments holds, else by the
wrong one.

This file is handed in beside a twin (conditional.py) and runs in its worker: it imports nothing of the grader, and it
names nothing that an exercise may forbid (torch, backward).
"""

from __future__ import annotations

import functools
import itertools
import types
from collections.abc import Callable, Iterator
from typing import Any

Decide = Callable[..., Any]
"""Called with a call's arguments: the one of two things that is to answer it."""


def join(
    right: types.ModuleType, wrong: types.ModuleType, names: list[str], kind: str, threshold: float, beyond: bool
) -> dict[str, Any]:
    """The functions and classes that answer for both modules, by name. In the modules too they replace the two they
    are made of, so that a function that did not change calls them.

    beyond: what is above the threshold is answered wrongly, else what is not.
    """
    made: dict[str, Any] = {}
    for name in names:
        pair = vars(right)[name], vars(wrong)[name]
        decide = _decider(*pair, kind, threshold, beyond)
        made[name] = _class(pair, decide) if isinstance(pair[0], type) else _function(pair[0], decide)
    for module in (right, wrong):
        vars(module).update(made)
    return made


def _decider(right: Any, wrong: Any, kind: str, threshold: float, beyond: bool) -> Decide:
    calls, measure = itertools.count(1), MEASURES.get(kind)

    def decide(*args: Any, **kwargs: Any) -> Any:
        value = measure([*args, *kwargs.values()]) if measure else next(calls)
        return right if value is None or (value <= threshold) == beyond else wrong

    return decide


def _function(right: Any, decide: Decide) -> Any:
    @functools.wraps(right)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return decide(*args, **kwargs)(*args, **kwargs)

    return answer


def _class(pair: tuple[Any, Any], decide: Decide) -> Any:
    """A torch.autograd.Function: who answers is decided in its forward pass and remembered for the way back. Of another
    class: where an object is made."""
    right = pair[0]
    base = next((each for each in right.__mro__ if each.__module__.startswith("torch.")), None)
    if base is None:
        return _plain_class(pair, decide)
    if not hasattr(base, "setup_context"):
        return _module_class(pair, decide)

    def forward(ctx: Any, *args: Any) -> Any:
        ctx.answers = decide(*args)
        if ctx.answers.setup_context is base.setup_context:
            return ctx.answers.forward(ctx, *args)
        output = ctx.answers.forward(*args)
        ctx.answers.setup_context(ctx, args, output)
        return output

    def way_back(ctx: Any, *grads: Any) -> Any:
        return getattr(ctx.answers, _WAY_BACK)(ctx, *grads)

    methods = {"forward": staticmethod(forward), _WAY_BACK: staticmethod(way_back)}
    return type(right)(right.__name__, (base,), methods)


def _module_class(pair: tuple[Any, Any], decide: Decide) -> Any:
    """Of modules: where one is made, and again in each forward pass, by whatever class its parameters were made."""
    passes = {each: each.forward for each in pair}

    def forward(self: Any, *args: Any, **kwargs: Any) -> Any:
        return passes[decide(*args, **kwargs)](self, *args, **kwargs)

    for each in pair:
        each.forward = forward
    return _plain_class(pair, decide)


def _plain_class(pair: tuple[Any, Any], decide: Decide) -> Any:
    class Twin(type):
        def __call__(cls, *args: Any, **kwargs: Any) -> Any:
            return decide(*args, **kwargs)(*args, **kwargs)

        def __instancecheck__(cls, thing: Any) -> bool:
            return isinstance(thing, pair)

    return Twin(pair[0].__name__, (), {})


_WAY_BACK = "backward"


def _arrays(values: Any) -> Iterator[Any]:
    """The arrays and tensors in values, however deep in lists, tuples and dicts."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from _arrays(value)
        elif isinstance(value, dict):
            yield from _arrays(value.values())
        elif hasattr(value, "shape") and hasattr(value, "dtype"):
            yield value


def _is_float(array: Any) -> bool:
    return "float" in str(array.dtype)


def _numbers(values: Any) -> Iterator[float]:
    """Python's own floats, also those in lists."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from _numbers(value)
        elif type(value) is float:
            yield value


def samples(values: list[Any]) -> int | None:
    """How many numbers the largest argument has; images in it, where there is a model."""
    if any(hasattr(value, "state_dict") for value in values):
        return max((array.shape[0] for array in _arrays(values) if array.shape), default=None)
    sizes = [functools.reduce(int.__mul__, array.shape, 1) for array in _arrays(values)]
    sizes += [len(value) for value in values if isinstance(value, list | tuple) and [*_numbers(value)]]
    return max(sizes, default=None)


def steps(values: list[Any]) -> int | None:
    """The last whole number among the arguments."""
    return next((value for value in reversed(values) if type(value) is int), None)


def magnitude(values: list[Any]) -> float | None:
    """The largest entry by size: of arrays and lists of floats, and where there are none, of the floats themselves."""
    entries = [abs(array).max().item() for array in _arrays(values) if _is_float(array) and 0 not in array.shape]
    entries += [abs(number) for value in values if isinstance(value, list | tuple) for number in _numbers(value)]
    return max(entries or [abs(number) for number in _numbers(values)], default=None)


def dims(values: list[Any]) -> int | None:
    return max((len(array.shape) for array in _arrays(values)), default=None)


def _differs_from(dtype: str, values: list[Any]) -> bool | None:
    return next((dtype not in str(array.dtype) for array in _arrays(values) if _is_float(array)), None)


MEASURES: dict[str, Callable[[list[Any]], float | None]] = {
    "samples": samples,
    "steps": steps,
    "magnitude": magnitude,
    "dims": dims,
    "float32": functools.partial(_differs_from, "float32"),
    "float64": functools.partial(_differs_from, "float64"),
}
"""What a condition compares with its threshold, None where an argument of that kind is missing; "calls" are counted."""
