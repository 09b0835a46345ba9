"""Inert stand-ins for modules that only decorate (matplotlib, turtle, tqdm …), and imports of the student's helpers."""

from __future__ import annotations

import ast
import dis
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types
from collections.abc import Iterable, Iterator
from typing import Any

from .execute import execute


class Inert:
    """Takes any call, attribute, index or operator and does nothing; iterating it goes over what it was called with,
    so that `for x in tqdm(xs)` still runs its loop."""

    def __init__(self, over: Any = ()) -> None:
        self._over = over

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and isinstance(args[0], types.FunctionType | type):
            return args[0]  # used as a decorator
        return Inert(args[0] if args and isinstance(args[0], Iterable) else ())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Any]:
        wanted = _unpacked_by(sys._getframe(1))
        return iter(self._over) if wanted is None else iter([Inert() for _ in range(wanted)])

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def __getitem__(self, key: Any) -> Any:
        return self

    def __setitem__(self, key: Any, value: Any) -> None: ...

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return len(self._over) if hasattr(self._over, "__len__") else 0

    def __add__(self, other: Any) -> Any:
        return self

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __add__

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
        return cls()

    def parameters(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """As of a model: an optimizer refuses to be made of none."""
        import torch

        return iter([torch.nn.Parameter(torch.zeros(1))])

    def __repr__(self) -> str:
        return "<stand-in>"


def _unpacked_by(frame: types.FrameType) -> int | None:
    """n where the frame is at `a, b, … = stand_in` with n targets: `fig, ax = plt.subplots()` has to work."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at + 1] if dis.opname[code[at]] == "UNPACK_SEQUENCE" else None


def _range(*args: int, **kwargs: Any) -> range:
    return range(*args)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the student's helper files first, then stand-ins; notes which stand-ins were used."""

    def __init__(self, helpers: dict[str, bytes], decorative: Iterable[str], through: bool = False) -> None:
        """through: helper files run past statements that fail, as in `execute`."""
        self.helpers = {name.removesuffix(".py").replace("/", "."): (name, text) for name, text in helpers.items()}
        self.packages = {name.rpartition(".")[0] for name in self.helpers if "." in name}
        self.decorative, self.through = frozenset(decorative), through
        self.used: list[str] = []

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        root = fullname.partition(".")[0]
        if fullname in self.helpers or fullname in self.packages:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname in self.packages)
        if root in self.decorative:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        if spec.name in self.helpers or spec.name in self.packages:
            return None
        if (root := spec.name.partition(".")[0]) not in self.used:
            self.used.append(root)
        return _StandIn(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        if module.__name__ in self.helpers:
            name, text = self.helpers[module.__name__]
            tree = compile(text, f"<{name}>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            assert isinstance(tree, ast.Module)
            execute(tree, f"<{name}>", module.__dict__, self.through)


class _StandIn(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            return []
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return _range if name == "trange" else Inert()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return Inert()(*args, **kwargs)
