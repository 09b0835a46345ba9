"""The NumPy solutions of the second course beside torch: what they give, and their gradients beside autograd's."""

from __future__ import annotations

import runpy
from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch.nn import functional

from grader.courses import find

COURSE = find.load(find.named("inside"))


def layer_norm(x, gain, bias, eps) -> torch.Tensor:
    return functional.layer_norm(x, gain.shape, gain, bias, eps)


def conv2d(x, w, b, stride, padding) -> torch.Tensor:
    return functional.conv2d(x, w, b, stride=stride, padding=padding)


def attention(q, k, v, causal) -> torch.Tensor:
    return functional.scaled_dot_product_attention(q, k, v, is_causal=causal)


CASES = [
    (layer_norm, [(5,), (5,), (5,)], (1e-5,)),
    (layer_norm, [(2, 3, 4, 5), (5,), (5,)], (0.3,)),
    (layer_norm, [(4, 1), (1,), (1,)], (1e-5,)),
    (conv2d, [(2, 3, 7, 8), (4, 3, 3, 2), (4,)], (1, 0)),
    (conv2d, [(2, 3, 7, 8), (4, 3, 3, 2), (4,)], (3, 1)),
    (conv2d, [(1, 2, 6, 5), (1, 2, 1, 2), (1,)], (4, 2)),
    (attention, [(2, 5, 3), (2, 5, 3), (2, 5, 4)], (False,)),
    (attention, [(2, 5, 3), (2, 5, 3), (2, 5, 4)], (True,)),
    (attention, [(2, 1, 3), (2, 1, 3), (2, 1, 1)], (True,)),
]


@pytest.mark.parametrize(("of_torch", "shapes", "settings"), CASES)
def test_a_solution_does_what_torch_does_forwards_and_backwards(of_torch, shapes, settings) -> None:
    names = runpy.run_path(str(COURSE.exercises[of_torch.__name__].folder / "solution.py"))
    random = np.random.default_rng(3)
    arrays = [random.normal(size=shape) for shape in shapes]
    leaves = [torch.tensor(array, requires_grad=True) for array in arrays]
    expected = of_torch(*leaves, *settings)
    out, cache = names["forward"](*arrays, *settings)
    np.testing.assert_allclose(out, expected.detach(), rtol=1e-9, atol=1e-12)
    dout = random.normal(size=out.shape)
    grads = names["backward"](dout, cache)
    for found, right in zip(grads, torch.autograd.grad(expected, leaves, torch.tensor(dout)), strict=True):
        np.testing.assert_allclose(found, right, rtol=1e-9, atol=1e-12)


SMOOTH: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "curved": lambda x: torch.stack([(x**2).sum(), x.prod(), torch.sin(x[0])]),
    "linear": lambda x: 3 * x[1:],
}


@pytest.mark.parametrize("name", SMOOTH)
def test_the_gradient_check_believes_autograd_and_nobody_else(name) -> None:
    agrees = runpy.run_path(str(COURSE.exercises["gradient_check"].folder / "solution.py"))["agrees"]

    def f(x: np.ndarray) -> np.ndarray:
        return SMOOTH[name](torch.tensor(x)).numpy()

    def product(x: np.ndarray, v: np.ndarray) -> np.ndarray:
        return torch.func.vjp(SMOOTH[name], torch.tensor(x))[1](torch.tensor(v))[0].numpy()

    x = np.array([0.5, -1.5, 2.0])
    v = np.arange(1.0, 1.0 + f(x).size)
    assert agrees(f, product, x, v, 1e-5, 1e-6)
    for j in range(x.size):
        moved = np.eye(x.size)[j] * 2e-4 * np.abs(product(x, v)).max()
        assert not agrees(f, lambda x, v, moved=moved: product(x, v) + moved, x, v, 1e-5, 1e-6)
