# %% [markdown]
# # Gradient descent with autograd
#
# The same line through the origin as in the exercise on the gradient by hand, fitted to N points from w = 0, but now
# torch finds the gradient:
#
# $$J(w) = \frac{1}{N} \sum_i (w x_i - y_i)^2, \qquad w \leftarrow w - \eta\, \frac{dJ}{dw}.$$
#
# Autograd records what is done with w. The update must not be recorded with it, and each step's gradient must stand
# alone: `backward` adds to what is there. For x = [1, 2, 3, 4], y = [2, 4, 6, 8] and a learning rate of 0.01 the first
# loss is 30 and w is 0.3 after one step. (From the post "Backpropagation & Gradient Descent", its part on autograd.)

# %%
import torch
from torch import Tensor


# %% Gradient descent from w = 0.0, the gradient by autograd.
def train(X: Tensor, Y: Tensor, learning_rate: float, n_iters: int) -> tuple[float, list[float]]:
    """X, Y: (N,). Returns the last w, and the loss of every step as it was before that step's update."""
    raise NotImplementedError


# %% Try it: the losses should fall from 30 towards 0, and w approach 2.
if __name__ == "__main__":
    X = torch.tensor([1, 2, 3, 4], dtype=torch.float32)
    Y = torch.tensor([2, 4, 6, 8], dtype=torch.float32)
    print(train(X, Y, learning_rate=0.01, n_iters=10))
