"""What autograd has recorded of a result, as text to draw a graph from. It comes from the student's process, so it is
shown and never scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

MOST_NODES = 40
"""Larger graphs cannot be read: they are cut short."""
MOST_COUNTED = 100_000


class Recorded(msgspec.Struct, array_like=True):
    """A node. number: under which the tensor that a leaf is was kept, or 0. inputs: indices of other nodes."""

    name: Annotated[str, Meta(max_length=100)]
    kind: Literal["operation", "leaf", "untracked"]
    number: int = 0
    inputs: Annotated[list[int], Meta(max_length=1000)] = []


class Recording(msgspec.Struct):
    """The result's node comes first; there is none where nothing was recorded. whole: whether these are all."""

    nodes: Annotated[list[Recorded], Meta(max_length=MOST_NODES)]
    whole: bool = True


def recording(output: Any, kept: Mapping[int, Any]) -> str:
    """The graph behind `output`, breadth first, as JSON."""
    return msgspec.json.encode(_recording(output, {id(thing): number for number, thing in kept.items()})).decode()


def size(output: Any) -> int:
    """How many nodes there are behind `output`, MOST_COUNTED at most; leaves count too."""
    seen, waiting = set[Any](), [getattr(output, "grad_fn", None)]
    while waiting and len(seen) < MOST_COUNTED:
        node = waiting.pop()
        if node is not None and node not in seen:
            seen.add(node)
            waiting += [source for source, _ in node.next_functions]
    return len(seen)


def saved(output: Any) -> int:
    """How many different tensors the operation that made `output` holds for its backward pass, those included that a
    student's Function has put on its context."""
    import torch

    node = getattr(output, "grad_fn", None)
    if node is None:
        return 0
    plain = [getattr(node, name) for name in dir(node) if name.startswith("_saved_")]
    held = [*getattr(node, "saved_tensors", ()), *getattr(node, "__dict__", {}).values(), *plain]
    inside = [item for each in held for item in (each if isinstance(each, tuple | list) else [each])]
    return len({item.data_ptr() for item in inside if isinstance(item, torch.Tensor)})


def _recording(output: Any, numbers: Mapping[int, int]) -> Recording:
    nodes: list[Recorded] = []
    places: dict[Any, int] = {}
    waiting: list[tuple[Any, list[int]]] = []
    if getattr(output, "grad_fn", None) is not None:
        waiting.append((output.grad_fn, []))
    for function, users_inputs in waiting:  # it grows as it is walked
        if function in places:
            users_inputs.append(places[function])
            continue
        if len(nodes) == MOST_NODES:
            return Recording(nodes, whole=False)
        if function is not None:  # each untracked thing is a separate node
            places[function] = len(nodes)
        users_inputs.append(len(nodes))
        nodes.append(_recorded(function, numbers))
        waiting += [(source, nodes[-1].inputs) for source, _ in getattr(function, "next_functions", ())]
    return Recording(nodes)


def _recorded(function: Any, numbers: Mapping[int, int]) -> Recorded:
    if function is None:
        return Recorded("", "untracked")
    if hasattr(function, "variable"):
        return Recorded("", "leaf", numbers.get(id(function.variable), 0), [])
    return Recorded(function.name()[:100], "operation", 0, [])


def read(text: str) -> Recording:
    """Raises msgspec.MsgspecError for a text that is not a recording."""
    try:
        found = msgspec.json.decode(text, type=Recording)
    except RecursionError as error:
        raise msgspec.DecodeError(str(error)) from None
    if any(not 0 <= i < len(found.nodes) for node in found.nodes for i in node.inputs):
        raise msgspec.ValidationError("an edge leads nowhere")
    return found
