"""What is generally true of a wrong answer."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from grader.readings import reading, reading_of_error

E = np.array([1.5, -2.0, 0.25, 3.0])
M = np.arange(6.0).reshape(2, 3) + 1


@pytest.mark.parametrize(
    ("actual", "expected", "samples", "words"),
    [
        (8 * E, E, 8, "N times"),
        (E / 8, E, 8, "1/N"),
        (-E, E, 8, "negative"),
        (2 * E, E, 8, "2 times"),
        (E / 2, E, 8, "half"),
        (E * 3.7, E, 8, "3.7 times"),
        (np.array(16.0), np.array(2.0), 8, "N times"),
        (np.array(7.0), np.array(2.0), 8, None),
        (M.T.copy(), M, None, "transpose"),
        (E[:, None], E, None, "only the shape"),
        (np.ones((4, 4)), E, None, "broadcasts"),
        (np.cumsum(E), E, None, "never cleared"),
        (E + 1, E, 8, None),
        (E * np.nan, E, 8, None),
        (np.zeros(4), E, 8, None),
        (E, np.zeros(4), 8, None),
    ],
)
def test_a_difference_is_put_into_words(actual, expected, samples, words):
    sentence = reading(actual, expected, samples)
    assert (sentence is None) if words is None else (words in sentence)


def twice():
    loss = leaf().square().sum()
    loss.backward()
    loss.backward()


def changed_in_place():
    y = leaf().exp()
    z = y.sum()
    y.add_(1)
    z.backward()


def grad_of_another_dtype():
    leaf().grad = torch.ones(2, dtype=torch.float64)


def leaf():
    return torch.ones(2, requires_grad=True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: leaf().sum().item().backward(), "plain number"),
        (twice, "a second time"),
        (lambda: leaf().detach().sum().backward(), "has no graph"),
        (lambda: leaf().square().backward(), "single number"),
        (lambda: leaf().add_(1), "torch.no_grad"),
        (lambda: leaf()[0].add_(1), "torch.no_grad"),
        (changed_in_place, "changed in place"),
        (lambda: torch.autograd.grad(leaf().sum(), leaf()), "does not depend"),
        (lambda: leaf().numpy(), "detach()"),
        (lambda: 2 * leaf().grad.item(), ".grad"),
        (lambda: 2.0 * leaf().grad, ".grad is None"),
        (grad_of_another_dtype, "dtype=x.dtype"),
        (lambda: open("/nowhere/data.csv"), "sees no files"),
    ],
)
def test_torchs_own_errors_are_put_into_words(wrong, words):
    with pytest.raises((RuntimeError, AttributeError, TypeError, OSError)) as raised:
        wrong()
    assert words in reading_of_error(f"{type(raised.value).__name__}: {raised.value}")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("EOFError: EOF when reading a line", "answer input()"),
        ("NameError: name 'quit' is not defined", "interactive prompt"),
        ("FileNotFoundError: data.csv not found.", "sees no files"),
        ("NameError: name 'quitt' is not defined", None),
    ],
)
def test_what_only_fails_while_it_is_graded_says_so(error, words):
    sentence = reading_of_error(error)
    assert (sentence is None) if words is None else (words in sentence)


def test_an_error_that_says_enough_is_left_alone():
    assert reading_of_error("ValueError: not enough values to unpack (expected 2, got 1)") is None
