# %% [markdown]
# # Fitting sin(x) with tensors
#
# A polynomial of third degree is fitted to sin(x) by gradient descent on the sum of the squares:
#
# $$\hat y = a + b x + c x^2 + d x^3, \qquad L = \sum_i (\hat y_i - y_i)^2.$$
#
# Tensors do the arithmetic, on whatever device and in whatever dtype they come, but the gradients are yours. By the
# chain rule, from $\partial L / \partial \hat y_i = 2 (\hat y_i - y_i)$: how does $\hat y_i$ change with a, b, c and d?
# Autograd stays out of it: no `requires_grad`, no `backward`, nothing of `torch.autograd` or `torch.func`.
#
# For one point x = 2, y = 3 and a = b = c = d = 1 the prediction is 15 and the loss 144; the gradients are 24, 48, 96
# and 192. (From the post on fitting sin(x), its part on PyTorch: 2000 points between −π and π and a learning rate of
# 1e-6. There step 99 has the loss 1712.04 and step 1999 the loss 10.4112; yours will begin elsewhere, as the starting
# values are random.)

# %%
import math

import torch
from torch import Tensor


# %% Gradient descent on a, b, c and d.
def fit(
    x: Tensor, y: Tensor, params: tuple[Tensor, Tensor, Tensor, Tensor], learning_rate: float, n_steps: int
) -> tuple[tuple[Tensor, Tensor, Tensor, Tensor], list[float]]:
    """x, y: (N,). params: the starting values of a, b, c and d, tensors of shape ().

    Returns the last (a, b, c, d), tensors of shape () on x's device and with x's dtype, and the loss of every step as
    it was before that step's update.
    """
    raise NotImplementedError


# %% Try it: the losses should fall to about 10.
if __name__ == "__main__":
    x = torch.linspace(-math.pi, math.pi, 2000)
    start = tuple(torch.randn(()) for _ in range(4))
    params, losses = fit(x, torch.sin(x), start, learning_rate=1e-6, n_steps=2000)
    print(params, losses[99::100])
