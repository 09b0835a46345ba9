"""Which repairs are tried first: those that bring a source nearer to the solution."""

from __future__ import annotations

import ast

import pytest

from grader.explain.repair_order import MOST, ParsedPiece, called_by, ordered

SOLUTION = """
import torch

def loss(w, x, y):
    return ((w * x - y) ** 2).mean()

def train(x, y, rate, n):
    w, losses = torch.zeros((), requires_grad=True), []
    for _ in range(n):
        value = loss(w, x, y)
        losses.append(value.item())
        value.backward()
        with torch.no_grad():
            w -= rate * w.grad
        w.grad = None
    return w.item(), losses
"""
RIGHT = """
import torch

def loss(w, x, y):
    return torch.mean((x * w - y).pow(2))

def train(x, y, rate, n):
    w = torch.zeros((), requires_grad=True)
    history = []
    for step in range(n):
        l = loss(w, x, y)
        history.append(l.item())
        l.backward()
        with torch.no_grad():
            w -= rate * w.grad
        w.grad = None
    return w.item(), history
"""


def checked(student, solution, data) -> None:
    asked(student)


def asked(student) -> None:
    student.train()


MISTAKES = {
    "dropped": ("l.backward()\n", "l.backward()\n        rate = 0.1\n"),
    "cleared": ("        w.grad = None\n", ""),
    "moved_in": ("        w.grad = None\n", "    w.grad = None\n"),
    "sign": ("w -= rate", "w += rate"),
    "reduction": ("torch.mean", "torch.sum"),
    "constant": ("pow(2)", "pow(3)"),
    "hard coded": ("rate * w", "0.01 * w"),
    "graph cut": ("l = loss(w, x, y)", "l = loss(w.detach(), x, y)"),
    "one step less": ("range(n)", "range(n - 1)"),
    "swapped": ("loss(w, x, y)\n        history", "loss(w, y, x)\n        history"),
    "returned": ("return w.item(), history", "return history, w.item()"),
    "never called": ("        l.backward()\n", ""),
}


def candidates(text: str):
    tree = ast.parse(text)
    return tree, ordered(ast.parse(SOLUTION), [ParsedPiece.of("f.py", tree)], called_by(checked) & {"loss", "train"})


@pytest.mark.parametrize("name", MISTAKES)
def test_what_undoes_the_mistake_is_among_the_first(name) -> None:
    was, becomes = MISTAKES[name]
    assert was in RIGHT
    _, found = candidates(RIGHT.replace(was, becomes))
    wanted = ast.unparse(ast.parse(RIGHT))
    alike = {wanted, wanted.replace("w -= ", "w = w - ")}
    at = next(i for i, candidate in enumerate(found) if candidate.text() in alike)
    assert at < 8, found[at].edit


def test_only_what_the_check_calls_is_edited() -> None:
    assert {"asked", "train"} <= called_by(checked)
    _, found = candidates(RIGHT + "\ndef plot(x):\n    return x + 1\n")
    assert {candidate.edit.where for candidate in found} == {"loss", "train", ""}


def test_the_number_of_candidates_is_bounded() -> None:
    body = "".join(f"    a{i} = a{i - 1} * b + {i}\n" for i in range(1, 300))
    _, found = candidates(f"def train(a0, b):\n{body}    return a9\n")
    assert len(found) == MOST
