"""A student's value as an operand, by its exact type: what is not of a type known here is told by its type's name."""

from __future__ import annotations

import itertools
import sys
from typing import Any

from .. import convert
from ..messages.wire import MAX_DIMENSIONS, Operand

_TEXT = 40
_LONGEST_TEXT = 20
_NUMBERS = (int, float, bool)
_SIZED = (list, tuple, dict, str)
_SAME_SHAPE = frozenset({
    "data", "abs()", "clone()", "contiguous()", "copy()", "cos()", "cpu()", "detach()", "double()", "exp()", "float()",
    "log()", "neg()", "relu()", "sigmoid()", "sin()", "sqrt()", "square()", "tanh()",
})  # fmt: skip
_SCALAR = frozenset({"sum()", "mean()", "max()", "min()", "prod()", "norm()", "std()", "var()"})


def sendable(text: str, length: int) -> str:
    """Half a character cannot be sent."""
    return text[:length].encode("utf-8", "backslashreplace").decode()[:length]


def is_tensor(value: Any) -> bool:
    """Whether it is one of torch's own: a subclass has methods of its own."""
    if "torch" not in sys.modules:
        return False
    parts = convert.torch_parts()
    return type(value) is parts.tensor or type(value) is parts.parameter


def grad(tensor: Any) -> Any:
    """Its .grad; torch warns where a tensor that is not a leaf is asked for it, and a warning may run anything."""
    parts = convert.torch_parts()
    return parts.grad(tensor) if parts.is_leaf(tensor) or parts.retains_grad(tensor) else None


def described(name: str, value: Any) -> Operand:
    """name: how it is written."""
    kind = type(value)
    if value is None:
        return Operand(name, "none")
    if kind in _NUMBERS:
        if kind is int and value.bit_length() > 64:
            return Operand(name, "object")
        return Operand(name, "number", f"{value:.6g}" if kind is float else repr(value))
    if kind is convert._ndarray:
        return Operand(name, "array", "", _shape(value.shape), sendable(value.dtype.name, _TEXT))
    if is_tensor(value):
        return _tensor(name, value)
    if kind in _SIZED:
        short = kind is str and len(value) <= _LONGEST_TEXT
        return Operand(name, "text", sendable(repr(value), 200)) if short else _sized(name, value)
    return _layer(name, value) or Operand(name, "object")


def _sized(name: str, value: Any) -> Operand:
    return Operand(name, "sized", type(value).__name__, (len(value),))


def _tensor(name: str, tensor: Any) -> Operand:
    parts = convert.torch_parts()
    dtype = parts.names.get(parts.dtype(tensor)) or str(parts.dtype(tensor)).removeprefix("torch.")
    return Operand(name, "tensor", "", _shape(parts.shape(tensor)), dtype[:_TEXT], bool(parts.requires_grad(tensor)))


def _shape(shape: Any) -> tuple[int, ...] | None:
    return tuple(int(n) for n in shape) if len(shape) <= MAX_DIMENSIONS else None


def _layer(name: str, value: Any) -> Operand | None:
    """A Linear of torch's own, with the sizes that it was made with."""
    if "torch" not in sys.modules or type(value) is not convert.torch_parts().linear:
        return None
    sizes = {key: size for key, size in vars(value).items() if type(key) is str and type(size) is int}
    inside, outside = sizes.get("in_features"), sizes.get("out_features")
    return Operand(name, "layer", f"Linear({inside}, {outside})"[:_TEXT])


def with_shape(name: str, of: Operand, shape: tuple[int, ...] | None) -> Operand:
    """What is computed of an array and has this shape. Whether it requires gradients is not known."""
    if of.kind not in ("tensor", "array") or shape is None:
        return Operand(name)
    return Operand(name, of.kind, "", shape, of.dtype)


def member(name: str, of: Operand, member: str) -> Operand:
    """An attribute of an array, or what a method without arguments returns: "T", "sum()"."""
    if member in _SAME_SHAPE:
        changed = {"double()": "float64", "float()": "float32"}
        found = with_shape(name, of, of.shape)
        return Operand(name, found.kind, "", found.shape, changed.get(member, found.dtype))
    if member in _SCALAR:
        return with_shape(name, of, ())
    if member in ("T", "mT", "t()") and of.shape is not None and len(of.shape) == 2:
        return with_shape(name, of, of.shape[::-1])
    return Operand(name)


def combined(name: str, symbol: str, left: Operand, right: Operand) -> Operand:
    """The result of an operator."""
    kinds = {left.kind, right.kind}
    if not kinds & {"tensor", "array"} or not kinds <= {"tensor", "array", "number"}:
        return Operand(name)
    shape = _product(left.shape, right.shape) if symbol == "@" else _broadcast(left.shape or (), right.shape or ())
    dtypes = {each.dtype for each in (left, right) if each.kind != "number"}
    dtype = dtypes.pop() if len(dtypes) == 1 else ""
    return (
        Operand(name, "tensor" if "tensor" in kinds else "array", "", shape, dtype)
        if shape is not None
        else Operand(name)
    )


def _broadcast(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...] | None:
    pairs = list(itertools.zip_longest(a[::-1], b[::-1], fillvalue=1))
    if any(m != n and 1 not in (m, n) for m, n in pairs):
        return None
    return tuple(n if m == 1 else m for m, n in pairs)[::-1]


def _product(a: tuple[int, ...] | None, b: tuple[int, ...] | None) -> tuple[int, ...] | None:
    if not a or not b or a[-1] != b[-2 if len(b) > 1 else 0]:
        return None
    before = _broadcast(a[:-2], b[:-2])
    return None if before is None else (*before, *a[-2:-1], *(b[-1:] if len(b) > 1 else ()))
