# %% [markdown]
# # Vector-Jacobian products
#
# Two vectors a and b go entry by entry into
#
# $$Q = 3a^3 - b^2, \qquad \frac{\partial Q}{\partial a} = 9a^2, \qquad \frac{\partial Q}{\partial b} = -2b.$$
#
# Q is a vector, so `Q.backward` has to be told the gradient of some loss with respect to Q: `external_grad`, one
# number for each entry of Q. For a = [2, 3], b = [6, 4] and external_grad = [1, 1] the gradients are [36, 81] and
# [−12, −8].
#
# The same holds for any function f from n numbers to m numbers: autograd works out products of a vector v with the
# Jacobian J, which has m rows and n columns,
#
# $$J^T v, \qquad J_{ij} = \frac{\partial f_i}{\partial x_j}.$$
#
# (From the post "PyTorch tutorial - 02 autograd", its sections on differentiation and on vector calculus.)

# %%
from collections.abc import Callable

import torch
from torch import Tensor


# %% The gradients of Q. a and b may or may not require gradients; afterwards they are as they were, without a .grad.
def q_gradients(a: Tensor, b: Tensor, external_grad: Tensor) -> tuple[Tensor, Tensor]:
    """a, b, external_grad: (n,). Returns grad_a and grad_b: (n,) each."""
    raise NotImplementedError


# %% The product for any f, by any method. x may or may not require gradients; it too is left as it was.
def vjp(f: Callable[[Tensor], Tensor], x: Tensor, v: Tensor) -> Tensor:
    """f: takes (n,) to (m,) and is written in ordinary torch. x: (n,). v: (m,). Returns shape (n,)."""
    raise NotImplementedError


# %% Try it: the gradients above, and [3, 13].
if __name__ == "__main__":
    a, b = torch.tensor([2.0, 3.0], requires_grad=True), torch.tensor([6.0, 4.0], requires_grad=True)
    print(q_gradients(a, b, external_grad=torch.tensor([1.0, 1.0])))
    x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 3.0, 1.0])
    print(vjp(lambda x: torch.stack([x[0] * x[1], x[1] ** 2, x[0]]), x, v))
