# %% [markdown]
# # A function with its own backward
#
# The third Legendre polynomial as a new operation for autograd, with the derivative written out by hand:
#
# $$P_3(x) = \tfrac{1}{2}(5x^3 - 3x), \qquad \text{backward: } \frac{\partial L}{\partial x} =
# P_3'(x)\, \frac{\partial L}{\partial P_3(x)}.$$
#
# `backward` is handed ∂L/∂P₃(x) as `grad_output`, one number for each entry of x. It uses no autograd itself.
#
# With it, `fit` descends the loss Σ(a + b·P₃(c + d·x) − y)² from a = 0, b = −1, c = 0, d = 0.3. (From the post on
# fitting sin(x), its part on a new autograd Function: for 2000 points between −π and π and a learning rate of 5e-6,
# step 99 has the loss 209.958 and step 1999 the loss 8.9436.)

# %%
import math

import torch
from torch import Tensor


# %% The new operation, to be used as LegendrePolynomial3.apply(x).
class LegendrePolynomial3(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        """x: of any shape. Returns P3 of each entry, and leaves in ctx what backward needs."""
        raise NotImplementedError

    @staticmethod
    def backward(ctx, grad_output: Tensor) -> Tensor:
        """grad_output: of x's shape. Returns the gradient with respect to x, of the same shape."""
        raise NotImplementedError


# %% Gradient descent on a, b, c and d.
def fit(
    x: Tensor, y: Tensor, learning_rate: float, n_steps: int
) -> tuple[tuple[float, float, float, float], list[float]]:
    """x, y: (N,). Returns the last (a, b, c, d), and the loss of every step as it was before that step's update."""
    raise NotImplementedError


# %% Try it: the losses of the post.
if __name__ == "__main__":
    x = torch.linspace(-math.pi, math.pi, 2000)
    params, losses = fit(x, torch.sin(x), learning_rate=5e-6, n_steps=2000)
    print(params, losses[99::100])
