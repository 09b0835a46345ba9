# %% [markdown]
# # Fitting a cubic to the sine, by hand
#
# A polynomial of third degree is fitted to points (x, y) by gradient descent, with NumPy alone:
#
# $$\hat y = a + b x + c x^2 + d x^3, \qquad L = \sum_i (\hat y_i - y_i)^2.$$
#
# Write the four derivatives dL/da, dL/db, dL/dc and dL/dd down first, then the loop. For x = [1, 2], y = [0, 1] and
# a = b = c = d = 0 the loss is 1, and the gradients are −2, −4, −8 and −16. (From the post "Gradient Descent", its part
# on NumPy: there x runs from −π to π in 2000 points, y = sin(x), and the loss falls from thousands to about 11 in 2000
# steps.)

# %%
import numpy as np

Params = tuple[float, float, float, float]


# %% Gradient descent.
def fit(x: np.ndarray, y: np.ndarray, params: Params, learning_rate: float, n_steps: int) -> tuple[Params, list[float]]:
    """x, y: (N,). params: (a, b, c, d), where the descent starts. Returns the last (a, b, c, d), and the loss of every
    step as it was before that step's update."""
    raise NotImplementedError


# %% Try it: the loss should fall to about 9, with a and c near 0, b near 0.85 and d near −0.09.
if __name__ == "__main__":
    x = np.linspace(-np.pi, np.pi, 2000)
    params, losses = fit(x, np.sin(x), (0.0, 0.0, 0.0, 0.0), learning_rate=1e-6, n_steps=2000)
    print(params, losses[99::100], sep="\n")
