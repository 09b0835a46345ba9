"""A function that can be evaluated and differentiated at a point, wherever it lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import StudentError
from grader.worker.messages import wire

from . import answers
from .evidence import Result
from .proxies import Function
from .remote_objects import KeptTensor

At = tuple[np.ndarray, int, list[int]]
"""An output, its number, and the numbers of the inputs that it can be differentiated by."""


@dataclass
class Differentiable:
    """A function at a point, with what can be asked of it there. Arrays are NumPy's, shapes the function's own."""

    function: Function
    wrt: tuple[int, ...]
    contiguous: bool

    def at(self, arrays: Sequence[np.ndarray]) -> At:
        """The function's value, differentiable by the inputs in `wrt`."""
        subject = self.function.subject
        passed: list[Any] = list(arrays)
        for i in self.wrt:
            passed[i] = subject.leaf(arrays[i], contiguous=self.contiguous)
        output, kept = self.function.keeping(*passed)
        leaves = [passed[i] for i in self.wrt]
        return output, kept, [leaf.number for leaf in leaves if isinstance(leaf, KeptTensor)]

    def result(self, arrays: Sequence[np.ndarray]) -> Result:
        """One to look at the graph of."""
        _, kept, leaves = self.at(arrays)
        return self.function.subject, kept, {self.name(i): n for i, n in zip(self.wrt, leaves, strict=True)}

    def pull_back(
        self, output: int, inputs: list[int], cotangent: np.ndarray, like: Sequence[np.ndarray]
    ) -> list[np.ndarray]:
        """cotangent · d output / d input, one array an input. Raises StudentError for shapes and numbers that are no
        gradient; an input that the output does not depend on gives zeros, as autograd has it."""
        sent = self.function.subject.to_wire(cotangent, self.function.device)
        assert isinstance(sent, wire.Tensor)
        try:
            value = self.function.subject.ask(wire.VectorJacobian(output, inputs, sent))
        except StudentError as error:
            if error.kind == "no_grad_fn":
                raise StudentError(
                    "wrong_gradient",
                    f"the result of {self.function.name} does not track gradients: it has no grad_fn "
                    "(detached, or computed under no_grad?)",
                    kind=error.kind,
                    evidence="no grad_fn",
                ) from None
            raise
        if not isinstance(value, wire.Items) or len(value.items) != len(inputs):
            raise StudentError("wrong_gradient", f"the gradient of {self.function.name} cannot be read")
        grads = []
        for grad, array, i in zip(value.items, like, self.wrt, strict=True):
            what = f"the gradient with respect to {self.name(i)}"
            grads.append(np.zeros(array.shape) if grad is None else answers.tensor(grad, what))
            if grads[-1].shape != array.shape:
                raise StudentError(
                    "wrong_shape",
                    f"{what} has the shape {grads[-1].shape}, expected {array.shape}",
                    expected=str(array.shape),
                    actual=str(grads[-1].shape),
                    evidence=grads[-1],
                )
        return grads

    def gradient(self, arrays: Sequence[np.ndarray], cotangent: np.ndarray) -> list[np.ndarray]:
        """`pull_back` of a forward made for it alone."""
        _, kept, leaves = self.at(arrays)
        return self.pull_back(kept, leaves, cotangent, [arrays[i] for i in self.wrt])

    def name(self, position: int) -> str:
        return self.function.parameters[position] if self.function.parameters else "the input"
