# %% [markdown]
# # Softmax and its Jacobian
#
# For a vector x of n numbers, softmax(x) is the vector s of n positive numbers with the sum 1:
#
# $$s_i = \frac{e^{x_i}}{\sum_k e^{x_k}}, \qquad \frac{\partial s_i}{\partial x_j} = s_i (\delta_{ij} - s_j).$$
#
# For x = (0, ln 3) that is s = (1/4, 3/4), and every entry of the Jacobian is 3/16 or -3/16.

# %%
import torch
from torch import Tensor


# %% The softmax of a vector. Its entries may be as large as 1000.
def softmax(x: Tensor) -> Tensor:
    """x: (n,). Returns (n,)."""
    raise NotImplementedError


# %% Its derivatives by the formula, without autograd.
def jacobian(x: Tensor) -> Tensor:
    """x: (n,). Returns (n, n): row i, column j is the derivative of softmax(x)[i] with respect to x[j]."""
    raise NotImplementedError


# %% Try it.
if __name__ == "__main__":
    print(jacobian(torch.tensor([0.0, 3.0]).log1p()))
