"""Whether what was handed to a function is as it was before."""

from __future__ import annotations

import numpy as np

from grader.message import Message, listed, say
from grader.worker.messages import wire

from . import answers
from .compare import expect
from .data import Data
from .remote_objects import KeptTensor
from .witness import as_lent


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
    expect(words, "all as they were", say("after the call {changes}, unlike before it", changes=words))
    if data is not None:
        for name, leaf in lent.items():
            as_lent(leaf, data, name)


def _flag(name: str, tensor: wire.Tensor) -> Message:
    return say("{name}.requires_grad is {flag}", name=name, flag=str(tensor.requires_grad))


def _same(tensor: wire.Tensor, leaf: KeptTensor) -> bool:
    return np.array_equal(answers.tensor(tensor, say("the tensor")), leaf.array)
