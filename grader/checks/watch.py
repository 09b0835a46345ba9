"""What the calls of a student's functions have left behind: changed arguments, changed switches of the process, and
whether autograd has recorded anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.message import Message, listed, say
from grader.outcomes.outcome import Outcome
from grader.text import one_line
from grader.worker.convert import to_array
from grader.worker.messages import wire

from .data import Bfloat16
from .remote_objects import KeptModel, KeptTensor

LARGEST = 2**20
"""Bytes of arguments that are read back after a call."""


@dataclass
class Watch:
    """What the calls of one exercise's grading have left behind.

    in_place: function -> the parameters that it may change; of a model the flags too where "model.requires_grad" is
    among them. asked: a check has come to its end. right: one has passed, so some calls were answered rightly. skipped:
    one could not be run for want of a worker.
    """

    in_place: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: bool = False
    right: bool = False
    skipped: bool = False
    found: list[Outcome] = field(default_factory=list)
    recorded: dict[str, int] = field(default_factory=dict)

    def look(self, function: str, sent: Mapping[str, Any], left: wire.Value, known: Collection[int] = ()) -> None:
        """sent: the arguments by name, as the check gave them; known: the ids of those that may have changed before.
        left: the worker's words, which can be anything."""
        told = left.items if isinstance(left, wire.Dict) else {}
        arguments, modes, nodes = told.get("arguments"), told.get("modes"), told.get("nodes")
        now = arguments.items if isinstance(arguments, wire.Items) else []
        now = now if len(now) == len(sent) else [None] * len(sent)
        may = self.in_place.get(function, ())
        given = zip(sent.items(), now, strict=True)
        found = [
            _changed(name, it, value, name in may or id(it) in known, f"{name}.requires_grad" in may)
            for (name, it), value in given
        ]
        for name, mode in modes.items.items() if isinstance(modes, wire.Dict) else ():
            found.append(say("{name} is {mode}", name=one_line(name, 60), mode=one_line(str(mode), 40)))
        if changes := [change for change in found if change is not None]:
            self.found.append(_outcome(function, listed(changes)))
        if isinstance(nodes, int) and nodes > 0 and not any(_tracked(value) for value in sent.values()):
            self.recorded[function] = self.recorded.get(function, 0) + nodes


def _outcome(function: str, changes: Message) -> Outcome:
    words = say("after a call of {function} {changes}, unlike before it", function=function, changes=changes)
    shown = {"expected": say("all as they were"), "actual": changes, "reading": None}
    if " has other values" in changes:
        shown["reading"] = say(
            "`-=`, and methods whose names end in _, change what the caller has handed over: work on a copy, or write "
            "`w = w - …`."
        )
    return Outcome.failed("wrong_state", words, **shown, fingerprint=f"{function}: {changes}")


def _tracked(sent: Any) -> bool:
    return isinstance(sent, KeptTensor) and sent.requires_grad


def _changed(name: str, sent: Any, now: wire.Value, may: bool, flags: bool = False) -> Message | None:
    """What has become of an argument. may: its values may change; flags: its parameters' flags may."""
    if isinstance(sent, KeptModel):
        return _changed_model(name, sent, now, flags)
    if may:
        return None
    if isinstance(sent, KeptTensor | Bfloat16 | np.ndarray):
        return _changed_tensor(name, sent, now)
    if isinstance(sent, list | tuple):
        return _changed_list(name, sent, now)
    if isinstance(sent, dict):
        return _changed_dict(name, sent, now)
    return None


def _changed_model(name: str, sent: KeptModel, now: wire.Value, flags: bool) -> Message | None:
    """Its mode is to be as it came also where it is trained, and so are its parameters' flags but where `flags`."""
    told = now.items if isinstance(now, wire.Items) else []
    evaluating, frozen = (it.items if isinstance(it, wire.Items) else None for it in (*told, None, None)[:2])
    if evaluating != []:
        return say("{name} is left in evaluation mode", name=name)
    if not flags and (frozen is None or {str(it) for it in frozen} != set(sent.frozen)):
        return say("other parameters of {name} require gradients", name=name)
    return None


def _changed_tensor(name: str, sent: KeptTensor | Bfloat16 | np.ndarray, now: wire.Value) -> Message | None:
    """A pair: the tensor, and what its memory says where that is something else."""
    pair = now.items if isinstance(now, wire.Items) else [now]
    array = sent if isinstance(sent, np.ndarray) else sent.array
    if not all(isinstance(value, wire.Tensor) and _holds(value, array) for value in pair):
        return say("{name} has other values", name=name)
    tensor = pair[0]
    assert isinstance(tensor, wire.Tensor)
    if tensor.has_grad:
        return say("{name} has a .grad", name=name)
    if tensor.requires_grad != _tracked(sent):
        return say("{name}.requires_grad is {flag}", name=name, flag=str(tensor.requires_grad))
    return None


def _holds(tensor: wire.Tensor, array: np.ndarray) -> bool:
    now = to_array(tensor)
    return now.dtype == array.dtype and np.array_equal(now, array, equal_nan=now.dtype.kind == "f")


def _changed_list(name: str, sent: Sequence[Any], now: wire.Value) -> Message | None:
    items = now.items if isinstance(now, wire.Items) else []
    if len(items) != len(sent):
        return say("{name} has another length", name=name)
    changes = (_changed_item(name, *pair) for pair in zip(sent, items, strict=True))
    return next(filter(None, changes), None)


def _changed_dict(name: str, sent: Mapping[str, Any], now: wire.Value) -> Message | None:
    items = now.items if isinstance(now, wire.Dict) else {}
    if items.keys() != sent.keys():
        return say("{name} has other keys", name=name)
    changes = (_changed_item(f"{name}[{key!r}]", value, items[key]) for key, value in sent.items())
    return next(filter(None, changes), None)


def _changed_item(name: str, value: Any, item: wire.Value) -> Message | None:
    if isinstance(value, bool | int | float | str) and (type(item) is not type(value) or item != value):
        return say("{name} has other values", name=name)
    return _changed(name, value, item, may=False)
