"""Which line computed what a backward pass fails in: torch remembers it in its anomaly mode, and warns with it."""

from __future__ import annotations

import ast
import contextlib
import re
import sys
import warnings
from collections.abc import Iterator

import msgspec

from ..messages.wire import Failed, Frame
from .operands import source

_LONGEST = 200_000
_STEP = re.compile(r'File "<([^">\n]{1,200})>", line (\d{1,9}), in (\S{1,80})')


@contextlib.contextmanager
def remembered() -> Iterator[list[warnings.WarningMessage]]:
    """All warnings of what runs inside. Torch keeps with each result where it was computed; that takes its time."""
    if "torch" in sys.modules:
        import torch

        torch.autograd.set_detect_anomaly(True, check_nan=False)
    with warnings.catch_warnings(record=True, action="always") as found:
        yield found


def with_forward(failed: Failed, found: list[warnings.WarningMessage], labels: frozenset[str]) -> Failed:
    """The failure with the student's lines in torch's warning."""
    texts = (str(each.message)[:_LONGEST] for each in found if type(each.message) is UserWarning)
    text = next((text for text in texts if text.startswith("Error detected in ")), "")
    frames = [Frame(label, int(line), name) for label, line, name in _STEP.findall(text) if label in labels][-12:]
    if not frames:
        return failed
    try:
        function = _Function(frames[-1])
        if "a second time" in failed.message and len(function.backward_lines()) > 1:  # the last one is what is wrong
            return failed
        changed = function.changes() if "modified by an inplace operation" in failed.message else []
    except Exception:  # a source that is too deep
        changed = []
    return msgspec.structs.replace(failed, forward=frames, changed=changed)


class _Function:
    """The function, or file, with the line that a step of the forward pass is in."""

    def __init__(self, step: Frame) -> None:
        self._step, tree = step, ast.parse("".join(source(f"<{step.file}>")))
        around = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and _has(node, step.line)]
        self._nodes = list(ast.walk(around[-1] if around else tree))

    def backward_lines(self) -> set[int]:
        called = ((node.lineno, node.func) for node in self._nodes if isinstance(node, ast.Call))
        return {line for line, name in called if isinstance(name, ast.Attribute) and name.attr in ("backward", "grad")}

    def changes(self) -> list[Frame]:
        """The only statement that changes something in place which has a name in the step's line."""
        steps = [node for node in self._nodes if isinstance(node, ast.stmt) and _has(node, self._step.line)]
        names = {node.id for node in ast.walk(steps[-1]) if isinstance(node, ast.Name)}
        changed = (node for node in self._nodes for target in _in_place(node) if _root(target) in names)
        lines = sorted({node.lineno for node in changed if isinstance(node, ast.stmt | ast.expr)})
        return [Frame(self._step.file, lines[0], self._step.function)] if len(lines) == 1 else []


def _has(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or 0)


def _in_place(node: ast.AST) -> list[ast.expr]:
    """What a statement or call changes in place."""
    match node:
        case ast.AugAssign(target):
            return [target]
        case ast.Assign(targets):
            return [target for target in targets if isinstance(target, ast.Subscript)]
        case ast.Call(ast.Attribute(changed, name)) if name.endswith("_") and name[0] != "_" and name not in _NO_CHANGE:
            return [changed]
        case ast.Call(args=[changed, *_], keywords=keywords):
            return [changed for each in keywords if each.arg == "inplace"]
    return []


_NO_CHANGE = ("requires_grad_", "detach_", "zero_grad_")


def _root(node: ast.expr) -> str:
    """The name that it is a part of; none for its .data and .grad, whose changes are not counted."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        if isinstance(node, ast.Attribute) and node.attr in ("data", "grad"):
            return ""
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
