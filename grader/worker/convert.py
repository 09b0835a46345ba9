"""Python objects to wire values and back, with torch and NumPy only if they are there.

The functions that read a tensor are captured when this module is imported, before any student code runs, and are the
base class's own: `x.numpy()`, `x.tolist()` and `float(x)` can be overridden by the student. (What arrives is still
only evidence; the trusted side checks it.)
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

try:
    import numpy as np
except ImportError:  # it is not on the disk of an exercise in plain Python
    np = None  # type: ignore[assignment]

from .messages.wire import ITEM_SIZES, MAX_TEXT, Dict, Items, Kept, Record, Tensor, Value

DEPTH = 6
"""Nested lists and dicts deeper than this cross as a type name only."""

_ndarray: Any = ()
_generic: Any = ()
_ARRAY_DTYPES: dict[Any, str] = {}
"""Their names; NumPy takes its time to make them."""
if np is not None:
    _tobytes = np.ndarray.tobytes
    _asarray = np.asarray
    _as_contiguous = np.ascontiguousarray
    _ndarray, _generic = np.ndarray, np.generic
    _ARRAY_DTYPES = {np.dtype(name): name for name in ITEM_SIZES if name != "bfloat16"}


class _Torch:
    """The parts of torch that reading a tensor needs, looked up once and early."""

    def __init__(self) -> None:
        import torch

        base: Any = torch.Tensor
        self.tensor, self.parameter = base, torch.nn.Parameter
        self.dtypes = {str(d).removeprefix("torch."): d for d in (getattr(torch, n) for n in ITEM_SIZES)}
        self.names = {d: n for n, d in self.dtypes.items()}
        self.detach, self.cpu, self.numpy, self.to = base.detach, base.cpu, base.numpy, base.to
        self.getitem = base.__getitem__
        self.contiguous, self.resolve = base.contiguous, base.resolve_conj
        self.dtype = base.dtype.__get__
        self.device = base.device.__get__
        self.layout = base.layout.__get__
        self.shape = base.shape.__get__
        self.requires_grad = base.requires_grad.__get__
        self.is_leaf = base.is_leaf.__get__
        self.grad, self.retains_grad = base.grad.__get__, base.retains_grad.__get__
        self.strided, self.float32, self.bfloat16 = torch.strided, torch.float32, torch.bfloat16
        self.disabled = torch._C.DisableTorchFunctionSubclass
        self.from_numpy, self.device_of = torch.from_numpy, torch.device
        self.module, self.named_parameters = torch.nn.Module, torch.nn.Module.named_parameters
        self.linear, self.state_dict = torch.nn.Linear, torch.nn.Module.state_dict
        self.grad_of: Any = torch.autograd.grad
        self.nodes: Any = torch._C._autograd._get_sequence_nr
        asked = torch.is_grad_enabled, torch.is_inference_mode_enabled, torch.get_default_dtype
        self.switches = {f"torch.{switch.__name__}()": switch for switch in asked}


_torch: _Torch | None = None


def torch_parts() -> _Torch:
    global _torch
    if _torch is None:
        _torch = _Torch()
    return _torch


def to_wire(value: Any, depth: int = DEPTH) -> Value:
    """The wire form of an exact type; anything else is told by its type's name alone and stays here."""
    kind = type(value)
    if value is None or kind is bool or kind is float:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**64 else Kept(0, "int of more than 64 bits")
    if kind is str:
        return value[:MAX_TEXT]
    if kind is _ndarray or (isinstance(value, _generic) and kind.__module__ == "numpy"):
        return array_to_wire(value)
    if "torch" in sys.modules:
        parts = torch_parts()
        if kind is parts.tensor or kind is parts.parameter:
            return tensor_to_wire(value)
    if depth > 0 and (kind is list or kind is tuple):
        return Items("list" if kind is list else "tuple", [to_wire(item, depth - 1) for item in value])
    if depth > 0 and isinstance(value, tuple) and tuple in kind.__bases__:  # a namedtuple
        fields = [name for name in vars(kind).get("_fields", ()) if type(name) is str]
        items = [to_wire(item, depth - 1) for item in tuple.__iter__(value)]
        return Items("tuple", items, fields if len(fields) == len(items) else [])
    if depth > 0 and isinstance(value, dict) and all(type(key) is str for key in dict.keys(value)):
        return Dict({key: to_wire(item, depth - 1) for key, item in dict.items(value)})
    if depth > 0 and (fields := _fields(kind)):
        return Record(type_name(kind), {name: to_wire(_attribute(value, name), depth - 1) for name in fields})
    return Kept(0, type_name(kind))


def _fields(kind: type) -> list[str]:
    """Of a dataclass; else none. No code of the class is asked."""
    for base in type.__getattribute__(kind, "__mro__"):
        fields = type.__getattribute__(base, "__dict__").get("__dataclass_fields__")
        if type(fields) is dict:
            return [name for name in fields if type(name) is str]
    return []


_attribute = object.__getattribute__


def unseen(thing: Any) -> Callable[[], Any]:
    """Holds a thing where `gc` does not see it, which knows nothing of arrays. Without NumPy in sight as any other."""
    if np is None:
        return lambda: thing
    held = np.empty((), object)
    held[()] = thing
    return held.item


def type_name(kind: type) -> str:
    module, name = type.__getattribute__(kind, "__module__"), type.__getattribute__(kind, "__name__")
    name = name if type(name) is str else "?"
    return name[:80] if type(module) is not str or module in ("builtins", "student") else f"{module}.{name}"[:120]


def array_to_wire(array: Any) -> Value:
    array = _asarray(array)
    name = _ARRAY_DTYPES.get(array.dtype)
    if name is None or not array.dtype.isnative:
        return Kept(0, f"numpy array of dtype {array.dtype}"[:120])
    return Tensor(name, tuple(array.shape), _tobytes(array), library="numpy")


def tensor_to_wire(tensor: Any) -> Value:
    parts = torch_parts()
    with parts.disabled():
        name = parts.names.get(parts.dtype(tensor))
        if name is None or parts.layout(tensor) != parts.strided:
            return Kept(0, f"tensor of dtype {parts.dtype(tensor)}, layout {parts.layout(tensor)}")
        plain = parts.resolve(parts.contiguous(parts.cpu(parts.detach(tensor))))
        if name == "bfloat16":  # NumPy has no such dtype: its values travel as float32, two bytes each
            bits = _asarray(parts.numpy(parts.to(plain, parts.float32))).view(np.uint32)
            data = _tobytes(_asarray(bits >> 16, "u2"))
        else:
            data = _tobytes(_as_contiguous(parts.numpy(plain)))
        leaf = parts.is_leaf(tensor)
        return Tensor(
            name,
            tuple(parts.shape(tensor)),
            data,
            device=str(parts.device(tensor)),
            requires_grad=parts.requires_grad(tensor),
            is_leaf=leaf,
            has_grad=leaf and parts.grad(tensor) is not None,
        )


def to_array(tensor: Tensor) -> np.ndarray:
    """A fresh, writable array of `tensor`'s shape (bfloat16 as float32). Trusts the size: check it first."""
    if tensor.dtype == "bfloat16":
        return (np.frombuffer(tensor.data, "u2").astype(np.uint32) << 16).view(np.float32).reshape(tensor.shape)
    return np.frombuffer(tensor.data, tensor.dtype).reshape(tensor.shape).copy()


def from_tensor(tensor: Tensor) -> Any:
    """The array or tensor that a wire tensor describes, with its device, layout and `requires_grad`."""
    array, gaps = to_array(tensor), not tensor.contiguous and bool(tensor.shape)
    if gaps:
        array = _with_gaps(array)
    if tensor.library == "numpy":
        return array[_BETWEEN_GAPS] if gaps else array
    parts = torch_parts()
    result = parts.from_numpy(array)
    if tensor.dtype == "bfloat16" or tensor.device != "cpu":
        result = parts.to(result, device=parts.device_of(tensor.device), dtype=parts.dtypes[tensor.dtype])
    if gaps:  # only now: a conversion, or a copy to a GPU, leaves gaps out
        result = parts.getitem(result, _BETWEEN_GAPS)
    return result.requires_grad_() if tensor.requires_grad else result


_BETWEEN_GAPS = (..., slice(None, -1, 2))


def _with_gaps(array: np.ndarray) -> np.ndarray:
    """The array's elements lie between gaps; the rows are of odd length, so that there is no view(-1) of it either."""
    wide = np.zeros((*array.shape[:-1], array.shape[-1] * 2 + 1), array.dtype)
    wide[_BETWEEN_GAPS] = array
    return wide
