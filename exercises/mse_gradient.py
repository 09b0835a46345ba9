# %% [markdown]
# # The gradient of the mean squared error, by hand
#
# A line through the origin, `y_pred = w · x`, is fitted to N points by gradient descent, with NumPy alone. The loss is
# the **mean** of the squares,
#
# $$J(w) = \frac{1}{N} \sum_i (w x_i - y_i)^2, \qquad \frac{dJ}{dw} = \frac{1}{N} \sum_i 2 x_i (w x_i - y_i).$$
#
# For x = [1, 2, 3, 4], y = [2, 4, 6, 8] and w = 0 the loss is 30 and the gradient −30. (From the post
# "Backpropagation & Gradient Descent"; its code is worth a second look, the formula is the one that counts.)

# %%
import numpy as np


# %% The model's prediction.
def forward(x: np.ndarray, w: float) -> np.ndarray:
    """x: (N,). Returns y_pred: (N,)."""
    raise NotImplementedError


# %% The mean of the squared errors.
def loss(y: np.ndarray, y_pred: np.ndarray) -> float:
    """y, y_pred: (N,). Returns one number."""
    raise NotImplementedError


# %% dJ/dw, by the formula above.
def gradient(x: np.ndarray, y: np.ndarray, y_pred: np.ndarray) -> float:
    """x, y, y_pred: (N,). Returns one number."""
    raise NotImplementedError


# %% Gradient descent from w = 0.0.
def train(X: np.ndarray, Y: np.ndarray, learning_rate: float, n_iters: int) -> tuple[float, list[float]]:
    """X, Y: (N,). Returns the last w, and the loss of every step as it was before that step's update."""
    raise NotImplementedError


# %% Try it: the losses should fall from 30 towards 0, and w approach 2.
if __name__ == "__main__":
    X = np.array([1, 2, 3, 4], dtype=np.float32)
    Y = np.array([2, 4, 6, 8], dtype=np.float32)
    print(train(X, Y, learning_rate=0.01, n_iters=10))
