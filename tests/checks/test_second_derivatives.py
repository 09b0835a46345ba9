"""A backward that can be differentiated passes, and each way in which one cannot is found."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from claims import outcome, session_of

from grader.checks import answers
from grader.checks.proxies import Proxy
from grader.checks.second_derivatives import gradgradcheck
from grader.errors import StudentError
from grader.outcomes.outcome import CheckFailed


def cube(backward, saves=1):
    """x³ as a Function with this backward of (grad, x)."""

    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(*[x] * saves)
            if saves == 0:
                ctx.x, ctx.twice = x, 2 * x
            return x**3

        @staticmethod
        def backward(ctx, grad):
            return backward(grad, ctx.saved_tensors[0] if saves else ctx.x)

    return Cube


def right(grad, x):
    return 3 * x * x * grad


def proxy_of(function):
    return Proxy(session_of(Cube=function), {"Cube": answers.tensor}, {"Cube": None}, "torch").Cube.apply


def check(backward, size=3):
    rng = np.random.default_rng(1)
    x, v, w = (np.asarray(rng.normal(size=size)) for _ in range(3))
    gradgradcheck(proxy_of(cube(backward)), [x], proxy_of(cube(right)), v, [w])


@pytest.mark.parametrize("size", [(), 1, 30])
def test_a_differentiable_backward_passes(size) -> None:
    assert outcome(check, right, size).passed


@pytest.mark.parametrize(
    ("backward", "words"),
    [
        (lambda grad, x: 3 * x.detach() ** 2 * grad, "gradient of the gradient with respect to the input"),
        (lambda grad, x: 3 * x * x * grad.detach(), "gradient of the gradient with respect to grad_output"),
        (lambda grad, x: right(grad, x).detach(), "no grad_fn"),
        (lambda grad, x: 2 * x * x * grad, "gradient with respect to the input"),
    ],
)
def test_one_that_is_not_is_found(backward, words) -> None:
    with pytest.raises((CheckFailed, StudentError)) as raised:
        check(backward)
    found = raised.value
    assert words in (found.outcome.message if isinstance(found, CheckFailed) else str(found))


@pytest.mark.parametrize(("saves", "count"), [(1, 1), (0, 2)])
def test_saved_tensors_are_counted_also_those_on_the_context(saves, count) -> None:
    x = np.arange(3.0)
    function = proxy_of(cube(right, saves))
    _, kept = function.keeping(function.proxy.leaf(x))
    assert kept.saved() == count


def test_what_a_backward_returns_can_be_seen_also_what_autograd_drops() -> None:
    class Scaled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, factor):
            ctx.factor = factor
            return x * factor

        @staticmethod
        def backward(ctx, grad):
            return grad * ctx.factor, "dropped"

    function, x = proxy_of(Scaled), np.arange(3.0)
    _, kept = function.keeping(function.proxy.leaf(x), 2)
    grad, of_factor = kept.handed_back(x)
    assert (answers.tensor(grad, "the gradient").tolist(), of_factor) == ([0.0, 2.0, 4.0], "dropped")
