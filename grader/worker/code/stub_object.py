"""The object that stubbed modules (matplotlib, tqdm, …) return for every attribute."""

from __future__ import annotations

import dis
import functools
import itertools
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_OPERATORS = (
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow"),
    *("lshift", "rshift", "and", "xor", "or"),
)


class StubObject:
    """Takes any call, attribute, index or operator and does nothing; iterating it goes over what it was called with,
    so that `for x in tqdm(xs)` still runs its loop. Can be a base class, and a type in a hint."""

    _over: Any = ()
    _own: type[StubObject]
    """The class of the objects that its attributes and calls return: it names the module."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._over = _loops_over(args, kwargs)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (self._own,)

    def __instancecheck__(self, thing: Any) -> bool:
        return False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and isinstance(args[0], types.FunctionType | type):
            return args[0]  # used as a decorator
        return self._own(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Any]:
        wanted = _unpacked_by(sys._getframe(1))
        return iter(self._over) if wanted is None else iter([self._own() for _ in range(wanted)])

    def __exit__(self, *error: object) -> None:
        return None

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        import numpy as np

        return np.array(list(self._over))

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return len(self._over) if hasattr(self._over, "__len__") else 0

    def _same(self, *others: Any) -> Any:
        return self

    __enter__ = __getitem__ = __setitem__ = __delitem__ = _same
    __neg__ = __pos__ = __abs__ = __invert__ = __round__ = _same
    for _name in _OPERATORS:
        vars()[f"__{_name}__"] = vars()[f"__r{_name}__"] = _same
    del _name

    def __lt__(self, other: Any) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __index__(self) -> int:
        return 1

    def __float__(self) -> float:
        return 0.0

    def __format__(self, spec: str) -> str:
        return repr(self)

    @classmethod
    def __torch_function__(cls, *args: Any, **kwargs: Any) -> Any:
        return cls._own()

    def parameters(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """As of a model: an optimizer refuses to be made of none."""
        import torch

        return iter([torch.nn.Parameter(torch.zeros(1))])

    def __repr__(self) -> str:
        return f"<{self._own.__name__}>"


@functools.cache
def stub_of(module: str) -> type[StubObject]:
    """The class of the module's objects. Errors that name a thing by its class say "stub of pandas"."""
    kind: Any = type(f"stub of {module}", (StubObject,), {"__module__": "builtins"})
    kind._own = kind
    return kind


def is_stub(thing: Any) -> bool:
    """Not for an object of a student's class that has one as a base."""
    return isinstance(thing, StubObject) and type(thing) is thing._own


def _loops_over(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What `tqdm(xs)`, `tqdm(desc="…", iterable=xs)` and the like go over."""
    if args:
        return args[0] if isinstance(args[0], Iterable) else ()
    return next((value for value in kwargs.values() if isinstance(value, Iterable) and not isinstance(value, str)), ())


def _unpacked_by(frame: types.FrameType) -> int | None:
    """n where the frame is at `a, b, … = stub` with n targets: `fig, ax = plt.subplots()` has to work."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at + 1] if dis.opname[code[at]] == "UNPACK_SEQUENCE" else None


def _loop(make: Callable[..., Iterable[Any]]) -> Callable[..., StubObject]:
    """A progress bar over what `make` makes of its arguments; names (`desc`, `leave`) are the bar's own."""
    return lambda *args, **names: stub_of("tqdm")(make(*args))


LOOPS = {f"t{make.__name__}": _loop(make) for make in (range, enumerate, zip, map, itertools.product)}
"""The functions of tqdm that are a loop themselves."""
