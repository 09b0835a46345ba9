"""Whether tensors that were lent are as they were, and what a worker says about their flags, shown by numbers instead.

A flag is one bit, and code that runs in the worker can have any reported. So a tensor is made to do what only one with
that flag can: a random gradient is sent to it, and has to arrive there, on top of what it holds.
"""

from __future__ import annotations

import numpy as np

from grader.errors import StudentError
from grader.message import Message, listed, say, worded
from grader.outcomes.outcome import CheckFailed, Outcome
from grader.worker.messages import wire

from . import answers
from .claims import showing
from .compare import close, expect
from .data import Data
from .remote_objects import KeptObject, KeptTensor

Kept = KeptTensor | KeptObject


def unchanged(data: Data | None = None, /, **lent: KeptTensor) -> None:
    """Claims that tensors that were lent have no .grad, and the flags and values with which they came.

    lent: the tensors by the names of the parameters. data: a gradient is sent to each besides, since flags are only
    the worker's word; afterwards the tensors hold a gradient. Raises CheckFailed.
    """
    now = {name: leaf.now() for name, leaf in lent.items()}
    graded = [say("{name} has a .grad", name=name) for name, tensor in now.items() if tensor.has_grad]
    flagged = [_flag(name, now[name]) for name, leaf in lent.items() if now[name].requires_grad != leaf.requires_grad]
    changed = [say("{name} has other values", name=name) for name, leaf in lent.items() if not _same(now[name], leaf)]
    found = graded or flagged or changed
    words = listed(found) if found else say("all as they were")
    with showing(fingerprint=repr([*graded, *flagged, *changed])):  # a .grad with the flag put back is another mistake
        expect(words, "all as they were", say("after the call {changes}, unlike before it", changes=words))
    if data is not None:
        for name, leaf in lent.items():
            as_lent(leaf, data, name)


def _flag(name: str, tensor: wire.Tensor) -> Message:
    return say("{name}.requires_grad is {flag}", name=name, flag=str(tensor.requires_grad))


def _same(tensor: wire.Tensor, leaf: KeptTensor) -> bool:
    return np.array_equal(answers.tensor(tensor, say("the tensor")), leaf.array)


def as_lent(leaf: KeptTensor, data: Data, what: str) -> None:
    """Claims that a tensor that was lent out is still a leaf, requires gradients just where it did, and holds none.
    Afterwards it does hold one. Raises CheckFailed."""
    if not leaf.requires_grad:
        untracked(leaf, leaf.array, data, what)
        leaf.owner.ask(wire.Call("requires_grad_", on=leaf.number, only_keep=True))
    receives(leaf, leaf.array, data, what)


def untracked(kept: Kept, like: np.ndarray, data: Data, what: str) -> None:
    """Claims that a kept tensor does not require gradients: only then can a copy of it be made a leaf that does."""
    copy = KeptObject(kept.owner, kept.owner.next_number(), "Tensor")
    try:
        kept.owner.ask(wire.Call("clone", on=kept.number, keep=copy.number, only_keep=True))
        kept.owner.ask(wire.Call("requires_grad_", on=copy.number, only_keep=True))
    except StudentError as error:
        raise _refused(error, what) from None
    receives(copy, like, data, what)


def receives(kept: Kept, like: np.ndarray, data: Data, what: str, held: bool = False) -> None:
    """Claims that a kept tensor is a leaf that requires gradients and holds none (`held`: it may hold one).

    like: an array of its shape and dtype.
    """
    before = _grad(kept) if held else None
    if before is not None:
        actual = str(before.shape)
        message = say("the gradient of {what} has the shape {actual}", what=worded(what), actual=actual)
        expect(actual, str(like.shape), message)
    factor, cotangent = _sent(data, like, before)
    product = kept.owner.next_number()
    try:
        kept.owner.ask(wire.Call("mul", [kept.owner.to_wire(factor)], on=kept.number, keep=product, only_keep=True))
        kept.owner.ask(wire.Call("backward", [kept.owner.to_wire(cotangent)], on=product, only_keep=True))
        after = _grad(kept)
    except StudentError as error:
        raise _refused(error, what) from None
    arrived = say("no gradient") if after is None else say("a gradient")
    expect(arrived, say("a gradient"), say("a gradient that was sent to {what} did not arrive", what=worded(what)))
    assert after is not None
    expected = factor * cotangent + (0 if before is None else before)
    told = say("what arrives of a gradient that is sent to {what}", what=worded(what))
    close(after, expected, told, cause="wrong_state")


def _sent(data: Data, like: np.ndarray, before: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """What a tensor is multiplied with, and the gradient that is sent to the product: as large as what it holds, and
    against it, so that their sum is finite wherever that is."""
    factor, cotangent = (np.tanh(data.normal(*like.shape, dtype=like.dtype.name)) for _ in range(2))
    if before is not None:
        scale = max(1.0, float(np.max(np.abs(before), initial=0.0)))
        cotangent = np.copysign(scale * cotangent, -before * factor)
    return np.asarray(factor), np.asarray(cotangent)


def _grad(kept: Kept) -> np.ndarray | None:
    value = kept.owner.ask(wire.Inspect(kept.number, "grad"))
    return None if value is None else answers.tensor(value, say("the gradient"))


def _refused(error: StudentError, what: str) -> Exception:
    """Torch itself refuses where the flags are not what they should be; a worker that died is another finding."""
    if error.cause not in ("raised", "wrong_type"):
        return error
    words = say("a gradient cannot be sent to {what}: {error}", what=worded(what), error=error.message)
    shown = {"actual": say("refused"), "expected": say("a gradient"), "fingerprint": repr("refused")}
    return CheckFailed(Outcome.failed("wrong_state", words, **shown))
