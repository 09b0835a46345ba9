"""A function that can be evaluated and differentiated at a point, wherever it lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import StudentError
from grader.message import say

from . import answers
from .evidence import Result
from .functions import Function
from .remote_objects import KeptResult, KeptTensor

ForwardPass = tuple[np.ndarray, KeptResult, list[KeptTensor]]
"""An output, read and kept, and the inputs that it can be differentiated by."""


@dataclass
class Differentiable:
    """A function at a point, with what can be asked of it there. Arrays are NumPy's, shapes the function's own."""

    function: Function
    wrt: tuple[int, ...]
    contiguous: bool

    def at(self, arrays: Sequence[np.ndarray]) -> ForwardPass:
        """The function's value, differentiable by the inputs in `wrt`."""
        leaves = {i: self.function.proxy.leaf(arrays[i], contiguous=self.contiguous) for i in self.wrt}
        passed: list[Any] = [leaves.get(i, array) for i, array in enumerate(arrays)]
        output, kept = self.function.keeping(*passed)
        return output, kept, list(leaves.values())

    def result(self, arrays: Sequence[np.ndarray]) -> Result:
        """One to look at the graph of."""
        _, kept, leaves = self.at(arrays)
        return kept, {self.name(i): leaf for i, leaf in zip(self.wrt, leaves, strict=True)}

    def vjp(self, output: KeptResult, leaves: list[KeptTensor], cotangent: np.ndarray) -> list[np.ndarray]:
        """cotangent · d output / d leaf, one array a leaf. Raises StudentError for shapes and numbers that cannot be a
        gradient; a leaf that the output does not depend on gives zeros, as autograd has it."""
        grads = output.vjp(leaves, cotangent)
        return [self._read(grad, leaf, i) for grad, leaf, i in zip(grads, leaves, self.wrt, strict=True)]

    def _read(self, grad: Any, leaf: KeptTensor, position: int) -> np.ndarray:
        expected = leaf.array.shape
        if grad is None:
            return np.zeros(expected)
        what = say("the gradient with respect to {name}", name=self.name(position))
        read = answers.tensor(grad, what)
        if read.shape == expected:
            return read
        shapes: dict[str, Any] = {"actual": str(read.shape), "expected": str(expected)}
        message = say("{what} has the shape {actual}, expected {expected}", what=what, **shapes)
        raise StudentError("wrong_shape", message, fingerprint=read, **shapes)

    def gradient(self, arrays: Sequence[np.ndarray], cotangent: np.ndarray) -> list[np.ndarray]:
        """`vjp` of a forward pass made for it alone."""
        _, kept, leaves = self.at(arrays)
        return self.vjp(kept, leaves, cotangent)

    def name(self, position: int) -> str:
        return self.function.parameters[position] if self.function.parameters else say("the input")
