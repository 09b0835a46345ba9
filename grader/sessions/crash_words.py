"""What a line that failed was doing, with its values, in words. All of it comes from the student's process: it is shown
as text and decides nothing."""

from __future__ import annotations

import re

from grader.message import Message, listed, say
from grader.text import one_line
from grader.worker.messages import wire

_DTYPES = re.compile(r"dtype|scalar type|\b(Bool|Int|Long|Half|Float|Double)(Tensor)?\b")
_TRACKED = re.compile(r"requires? grad|grad_fn|\bleaf\b")
_SHAPES = re.compile(r"\bsizes?\b|shape|dimension")
_NOT_OF_VALUES = re.compile(
    r"required positional|required keyword|unexpected keyword|takes .*argument|multiple values"
    r"|modified by an inplace operation|backward through the graph a second time"
)
"""Errors that have nothing to do with the values on their line."""
_BINARY = {
    "+": say("{place} adds {left} and {right}."),
    "-": say("{place} subtracts {right} from {left}."),
    "*": say("{place} multiplies {left} by {right}."),
    "@": say("{place} multiplies {left} by {right}."),
    "/": say("{place} divides {left} by {right}."),
    "//": say("{place} divides {left} by {right}."),
    "%": say("{place} divides {left} by {right}."),
    "**": say("{place} raises {left} to the power of {right}."),
}


def line_words(failed: wire.Failed, place: Message) -> Message | None:
    """One sentence: "Line 9 multiplies w of shape (64, 10) by x of shape (100, 10)." None where the values add nothing.

    place: begins a sentence.
    """
    doing, error = failed.operation, failed.message[:600].partition("but expected one of")[0]
    if doing is None or _NOT_OF_VALUES.search(error):
        return None
    operands = [_operand(operand, error) for operand in doing.operands]
    if all(told == _name(operand) for told, operand in zip(operands, doing.operands, strict=True)):
        return None
    first, *others = operands
    second, name = (others or [first])[0], one_line(doing.name, 60)
    values = {"place": place, "left": first, "right": second, "operator": name}
    match doing.what:
        case "binary" if name in _BINARY:
            return Message(_BINARY[name].template, values)
        case "binary":
            return say("{place} combines {left} and {right} by {operator}.", **values)
        case "in_place":
            return say("{place} changes {left} in place: {operator}= {right}.", **values)
        case "compare":
            return say("{place} compares {left} with {right}.", **values)
        case "index":
            return say("{place} takes element {index} of {object}.", place=place, index=second, object=first)
        case "attribute":
            return say("{place} asks {object} for .{name}.", place=place, object=first, name=name)
        case "unpack":
            return say("{place} unpacks {object} into {n} names.", place=place, object=first, n=name)
        case "iterate":
            return say("{place} iterates over {object}.", place=place, object=first)
        case "not_callable":
            return say("{place} calls {object} as if it were a function.", place=place, object=first)
    return _call(doing.what, name, place, first, others)


def _call(what: str, name: str, place: Message, first: Message, others: list[Message]) -> Message:
    match what:
        case "apply":
            return say("{place} applies {layer} to {arguments}.", place=place, layer=first, arguments=listed(others))
        case "call":
            arguments = listed([first, *others])
            return say("{place} calls {function} with {arguments}.", place=place, function=name, arguments=arguments)
    if not others:
        return say("{place} calls {method}() on {object}.", place=place, method=name, object=first)
    words = {"place": place, "method": name, "object": first, "arguments": listed(others)}
    return say("{place} calls {method}() on {object} with {arguments}.", **words)


def _operand(operand: wire.Operand, error: str) -> Message:
    name, text = _name(operand), one_line(operand.text, 60)
    match operand.kind:
        case "array" | "tensor":
            return _array(name, operand, error)
        case "none" if name != "None":
            return say("{name} (which is None)", name=name)
        case "number" | "text" | "layer" if name != text:
            return say("{name} = {text}", name=name, text=text)
        case "sized":
            length = operand.shape[0] if operand.shape else "?"
            return say("{name} (a {kind} of length {length})", name=name, kind=text, length=length)
    return listed([name])


def _name(operand: wire.Operand) -> str:
    return one_line(operand.name, 60) or "…"


def _array(name: str, operand: wire.Operand, error: str) -> Message:
    """Of shape, dtype and flag what the error is about; the shape, where it is about none of them."""
    dtype = one_line(operand.dtype, 40) if _DTYPES.search(error) else ""
    if _TRACKED.search(error) and not dtype:
        if operand.requires_grad is None:
            return listed([name])
        flag = say("{name} (which requires gradients)", name=name)
        return flag if operand.requires_grad else say("{name} (which does not require gradients)", name=name)
    if operand.shape is None or (dtype and not _SHAPES.search(error)):
        return say("{name} of dtype {dtype}", name=name, dtype=dtype) if dtype else listed([name])
    if dtype:
        return say("{name} of shape {shape} and dtype {dtype}", name=name, shape=str(operand.shape), dtype=dtype)
    return say("{name} of shape {shape}", name=name, shape=str(operand.shape))
