"""What a worker says about a tensor's flags, shown by numbers instead.

A flag is one bit, and code that runs in the worker can have any reported. So a tensor is made to do what only one with
that flag can: a random gradient is sent to it, and has to arrive there, on top of what it holds.
"""

from __future__ import annotations

import numpy as np

from grader.errors import StudentError
from grader.outcomes.outcome import Outcome
from grader.worker.messages import wire

from . import answers
from .compare import close, equal
from .data import Data
from .proxies import Subject
from .remote_objects import KeptTensor


def as_lent(subject: Subject, leaf: KeptTensor, tracked: bool, data: Data, what: str) -> Outcome:
    """Whether a tensor that was lent out is still a leaf, requires gradients just where it did (`tracked`), and holds
    none. Afterwards it does hold one."""
    if not tracked:
        found = untracked(subject, leaf.number, leaf.array, data, what)
        if not found:
            return found
        subject.ask(wire.Call("requires_grad_", on=leaf.number, only_keep=True))
    return receives(subject, leaf.number, leaf.array, data, what)


def untracked(subject: Subject, number: int, like: np.ndarray, data: Data, what: str) -> Outcome:
    """Whether a kept tensor does not require gradients: only then can a copy of it be made a leaf that does."""
    copy = subject._number()
    try:
        subject.ask(wire.Call("clone", on=number, keep=copy, only_keep=True))
        subject.ask(wire.Call("requires_grad_", on=copy, only_keep=True))
    except StudentError as error:
        return _refused(error, what)
    return receives(subject, copy, like, data, what)


def receives(subject: Subject, number: int, like: np.ndarray, data: Data, what: str, held: bool = False) -> Outcome:
    """Whether a kept tensor is a leaf that requires gradients and holds none (`held`: it may hold one).

    like: an array of its shape and dtype.
    """
    before = _grad(subject, number) if held else None
    if before is not None and before.shape != like.shape:
        return equal(str(before.shape), str(like.shape), f"the gradient of {what} has the shape {before.shape}")
    factor, cotangent = _sent(data, like, before)
    product = subject._number()
    try:
        subject.ask(wire.Call("mul", [subject.to_wire(factor)], on=number, keep=product, only_keep=True))
        subject.ask(wire.Call("backward", [subject.to_wire(cotangent)], on=product, only_keep=True))
        after = _grad(subject, number)
    except StudentError as error:
        return _refused(error, what)
    if after is None:
        return equal("no gradient", "a gradient", f"a gradient that was sent to {what} did not arrive")
    expected = factor * cotangent + (0 if before is None else before)
    return close(after, expected, f"what arrives of a gradient that is sent to {what}", cause="wrong_state")


def _sent(data: Data, like: np.ndarray, before: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """What a tensor is multiplied with, and the gradient that is sent to the product: as large as what it holds, and
    against it, so that their sum is finite wherever that is."""
    factor, cotangent = (np.tanh(data.normal(*like.shape, dtype=like.dtype.name)) for _ in range(2))
    if before is not None:
        scale = max(1.0, float(np.max(np.abs(before), initial=0.0)))
        cotangent = np.copysign(scale * cotangent, -before * factor)
    return np.asarray(factor), np.asarray(cotangent)


def _grad(subject: Subject, number: int) -> np.ndarray | None:
    value = subject.ask(wire.Inspect(number, "grad"))
    return None if value is None else answers.tensor(value, "the gradient")


def _refused(error: StudentError, what: str) -> Outcome:
    """Torch itself says no where the flags are not what they should be; a worker that died is another finding."""
    if error.cause not in ("raised", "wrong_type"):
        raise error
    words = f"a gradient cannot be sent to {what}: {error.message}"
    return equal("refused", "a gradient", words)
