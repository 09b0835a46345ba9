"""Programs: what is done with objects of the student's classes, step by step; and functions that a check lends."""

from __future__ import annotations

import itertools
import operator
import sys
from collections.abc import Callable
from typing import Any, Protocol

from . import convert
from .messages import wire

Asking = Callable[[wire.Called], wire.Value]
"""Has a lent function called, and gives what it returns."""

OPERATORS: dict[str, Callable[..., Any]] = {
    name: getattr(operator, name)
    for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "neg", "pos", "abs", "getitem")
}


class Objects(Protocol):
    """The student's module and what is kept of it: a `serve.Server` (a protocol, to avoid a circular import)."""

    module: Any
    asking: Asking | None

    def argument(self, value: wire.Value) -> Any: ...

    def keep(self, number: int, thing: Any) -> None: ...


def run(objects: Objects, program: wire.Program) -> wire.Value:
    """Does all steps. Raises what the first one that cannot be done raises."""
    told: list[wire.Value] = []
    for step in program.steps:
        result = _done(objects, step)
        if step.keep and step.do != "items":
            objects.keep(step.keep, result)
        if step.tell:
            told.append(result if step.do == "list" else convert.to_wire(result))
    return wire.Items("list", told)


def _done(objects: Objects, step: wire.Step) -> Any:
    args = [objects.argument(value) for value in step.args]
    match step.do:
        case "call":
            kwargs = {name: objects.argument(value) for name, value in step.kwargs.items()}
            return vars(objects.module)[step.name](*args, **kwargs)
        case "method":
            kwargs = {name: objects.argument(value) for name, value in step.kwargs.items()}
            return getattr(args[0], step.name)(*args[1:], **kwargs)
        case "operator":
            return OPERATORS[step.name](*args)
        case "get":
            return getattr(args[0], step.name)
        case "set":
            return setattr(args[0], step.name, args[1])
        case "items":
            return _items(objects, args[0], step)
        case "list":
            return wire.Items("list", [convert.to_wire(item) for item in itertools.islice(args[0], step.most + 1)])
        case "seed":
            return seed(args[0])
        case "value":
            return args[0]


def seed(number: int) -> None:
    """Sets the state of all random generators there are."""
    import random

    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number % 2**32)
    if "torch" in sys.modules:
        torch = sys.modules["torch"]
        # torch.manual_seed formats a traceback for each GPU library
        torch.default_generator.manual_seed(number % 2**63)
        if torch.cuda.is_initialized():
            torch.cuda.manual_seed_all(number % 2**63)


def _items(objects: Objects, many: Any, step: wire.Step) -> int:
    """How many there are; one more than `most` where there are more."""
    count = 0
    for item in itertools.islice(iter(many), step.most + 1):
        if count < step.most:
            objects.keep(step.keep + count, item)
        count += 1
    return count


def lent(objects: Objects, callback: wire.Callback) -> Callable[..., Any]:
    """A function of the check's: it is called there, with data, or with objects that stay here, and what it returns
    comes back."""
    numbers = itertools.count(callback.keep)

    def sent(argument: Any) -> wire.Value:
        value = convert.to_wire(argument)
        of_a_class = isinstance(value, wire.Items | wire.Dict) and type(argument) not in (list, tuple, dict)
        if not callback.keep or not (of_a_class or isinstance(value, wire.Kept | wire.Record)):
            return value
        kept = wire.Kept(next(numbers), convert.type_name(type(argument)))
        objects.keep(kept.number, argument)
        return kept

    def lent_function(*args: Any) -> Any:
        if objects.asking is None:
            raise RuntimeError("a function that was lent is called after all is over")
        return objects.argument(objects.asking(wire.Called(callback.number, [sent(arg) for arg in args])))

    return lent_function
