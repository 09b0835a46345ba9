# %% [markdown]
# # LayerNorm, forward and backward by hand
#
# Every row of x (a sample with D features) is shifted to mean 0 and scaled to variance 1, then each feature gets a
# scale and an offset that are learned:
#
# $$\hat{x}_{nd} = \frac{x_{nd} - \mu_n}{\sqrt{\sigma_n^2 + \varepsilon}}, \qquad y_{nd} = \gamma_d\, \hat{x}_{nd} +
# \beta_d,$$
#
# where μ and σ² are the row's mean and its variance (the mean of the squared deviations). NumPy only, no autograd.
# For x = ((1, 3)), γ = (2, 2), β = (0, 1) and ε = 0: y = ((-2, 3)).

# %%
import numpy as np


# %% The way there.
def forward(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, eps: float) -> tuple[np.ndarray, object]:
    """x: (N, D); gamma, beta: (D,). Returns y, (N, D), and whatever backward needs."""
    raise NotImplementedError


# %% The way back. Mind that μ and σ² depend on x as well.
def backward(cache: object, grad_y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """cache: from forward. grad_y: (N, D), the gradient of a loss with respect to y.

    Returns the gradients with respect to x, (N, D), gamma, (D,), and beta, (D,)."""
    raise NotImplementedError


# %% Try it.
if __name__ == "__main__":
    y, cache = forward(np.array([[1.0, 3.0]]), np.array([2.0, 2.0]), np.array([0.0, 1.0]), 0.0)
    print(y, backward(cache, np.array([[1.0, 0.0]])))
