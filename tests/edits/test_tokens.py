"""What differs in spelling only is alike."""

from __future__ import annotations

import ast

import pytest

from grader.edits.tokens import grams, header, pairs, sign_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("y = x.sum()", "y = torch.sum(x)"),
        ("y = x @ w", "y = x.mm(w)"),
        ("y = x ** 2", "y = np.square(x)"),
        ("y = x ** 2", "y = x.pow(2)"),
        ("mine = x", "yours = x"),
        ("y = torch.nn.functional.relu(x)", "y = F.relu(x)"),
    ],
)
def test_spellings_of_one_thing(one, other) -> None:
    known = {"x", "y", "w"}
    assert header(ast.parse(one).body[0], known) == header(ast.parse(other).body[0], known)


def test_what_is_told_apart() -> None:
    texts = ["y = (a - b) * c", "y = a - b * c", "y -= a", "y = -a", "y = a < b", "y = [a]", "y = a"]
    assert len({tuple(header(ast.parse(text).body[0], {"a", "b", "c", "y"})) for text in texts}) == len(texts)


@pytest.mark.parametrize("text", ["w.grad = None", "w.grad.zero_()", "optimizer.zero_grad()", "model.zero_grad()"])
def test_clearing_has_one_word(text) -> None:
    assert sign_of(header(ast.parse(text).body[0], set())) == "clear"


def test_grams_and_order() -> None:
    assert grams(["a", "b"])["^", "a", "b"] == 1
    assert pairs([("a", ""), ("b", "for ")])["a", "b"] == 1
    assert pairs([("b", ""), ("a", "for ")])["a", "b"] == 0
