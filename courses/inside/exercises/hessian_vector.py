# %% [markdown]
# # Second derivatives without the Hessian
#
# The Hessian H of a function f of n numbers has n² entries: ∂²f/∂xᵢ∂xⱼ. For a million parameters nobody can store it.
# But its product with one vector costs about as much as two gradients, since
#
# $$H v = \nabla_x \left( \nabla f(x) \cdot v \right).$$
#
# For f(x) = x₀² · x₁ at x = (1, 2), H is ((4, 2), (2, 0)): with v = (1, 1), Hv is (6, 2), and the diagonal is (4, 0).

# %%
from collections.abc import Callable

import torch
from torch import Tensor


# %% The Hessian of f at x, times v. Call f twice at most, however many numbers x has.
def hvp(f: Callable[[Tensor], Tensor], x: Tensor, v: Tensor) -> Tensor:
    """f takes a tensor of shape (n,) and gives a 0-d one; it may be linear, too. x, v: (n,), float64, x with
    requires_grad or without. Returns (n,). x keeps its flags and gets no .grad."""
    raise NotImplementedError


# %% The diagonal of the Hessian of f at x.
def hessian_diagonal(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """The same for f and x. Returns (n,)."""
    raise NotImplementedError


# %% Try it: (6, 2) and (4, 0)
if __name__ == "__main__":
    x, v = torch.tensor([[1.0, 2.0], [1.0, 1.0]], dtype=torch.float64)
    print(hvp(lambda x: x[0] ** 2 * x[1], x, v), hessian_diagonal(lambda x: x[0] ** 2 * x[1], x))
