# %% [markdown]
# # LayerNorm, forwards and backwards
#
# Every row of D numbers along the last axis is shifted to mean 0 and scaled to variance 1; then each of the D places
# gets a gain and a bias, which are learned:
#
# $$\hat{x}_d = \frac{x_d - \mu}{\sqrt{\sigma^2 + \varepsilon}}, \qquad \text{out}_d = \text{gain}_d\, \hat{x}_d +
# \text{bias}_d,$$
#
# where μ and σ² are the row's mean and its variance, the mean of the squared deviations. For the row (1, 3), gain
# (2, 2), bias (0, 1) and ε = 0 the mean is 2, the variance 1 and out is (−2, 3).
#
# NumPy only, no autograd. x may have any number of axes, the last one may have length 1, and a row may hold the same
# number D times.

# %%
from typing import Any

import numpy as np


# %% Forwards. The cache is an object of your own: all that backward needs.
def forward(x: np.ndarray, gain: np.ndarray, bias: np.ndarray, eps: float) -> tuple[np.ndarray, Any]:
    """x: (…, D), with any number of axes before the last. gain, bias: (D,). Returns out, (…, D), and the cache."""
    raise NotImplementedError


# %% Backwards. There may have been other calls of forward since the one that made the cache.
def backward(dout: np.ndarray, cache: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """dout: (…, D), the gradient of a loss with respect to out.

    Returns its gradients with respect to x, (…, D), gain, (D,), and bias, (D,).
    """
    raise NotImplementedError


# %% Try it: [[-2. 3.]], and a dx of zeros, as with two numbers and ε = 0 only their order counts.
if __name__ == "__main__":
    out, cache = forward(np.array([[1.0, 3.0]]), np.array([2.0, 2.0]), np.array([0.0, 1.0]), 0.0)
    print(out)
    print(*backward(np.array([[1.0, 0.0]]), cache))
