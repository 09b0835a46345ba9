# %% [markdown]
# # Left out of the graph
#
# Autograd records an operation as soon as one of its inputs requires gradients. Where x and y require none and z does,
# `x + y` requires none, and `x + z` does.
#
# A parameter that is not to be trained is called frozen: nothing that leads to it is recorded. In
#
# $$L = \text{mean}\big((x \cdot w_\text{frozen} \cdot w - y)^2\big)$$
#
# (products entry by entry) only w gets a gradient: for x = 1, w_frozen = 2, w = 3 and y = 4 the loss is 4, its
# gradient with respect to w is 8, and w_frozen has none. (From the post "PyTorch tutorial - 02 autograd", its section
# on what is left out of the graph.)

# %%
import torch
from torch import Tensor


# %% Two sums. Each tracks gradients just where one of its terms does: whether x + z does is up to z.
def sums(x: Tensor, y: Tensor, z: Tensor) -> tuple[Tensor, Tensor]:
    """x, y, z: of one shape; x and y require no gradients, z may. Returns x + y and x + z."""
    raise NotImplementedError


# %% A loss that w alone gets a gradient from, even where w_frozen requires gradients.
def partial_loss(w_frozen: Tensor, w: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Returns one number, to be differentiated by the caller. w_frozen itself stays as it is, its requires_grad too.

    w_frozen, w, x: of shapes that broadcast to y's. w requires gradients, x and y do not.
    """
    raise NotImplementedError


# %% Try it: False True, then 8 and None.
if __name__ == "__main__":
    x, y, z = torch.rand(5, 5), torch.rand(5, 5), torch.rand((5, 5), requires_grad=True)
    a, b = sums(x, y, z)
    print(a.requires_grad, b.requires_grad)
    w_frozen, w = torch.tensor([2.0], requires_grad=True), torch.tensor([3.0], requires_grad=True)
    partial_loss(w_frozen, w, torch.tensor([1.0]), torch.tensor([4.0])).backward()
    print(w.grad, w_frozen.grad)
