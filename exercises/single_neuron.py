# %% [markdown]
# # One neuron's loss and gradient
#
# The smallest model that can learn: one weight, one input, one target. Its loss and what autograd finds for it are
#
# $$L = (w x - y)^2, \qquad \frac{dL}{dw}.$$
#
# For x = 1, y = 2 and w = 1 the loss is 1 and the gradient −2. (From the post "Backpropagation & Gradient Descent", its
# opening review of autograd.)
#
# Here w belongs to the caller and arrives without `requires_grad`. Leave it as it was: the same value, the same flag,
# no `.grad`.

# %%
import torch
from torch import Tensor


# %% The loss, and its derivative with respect to w by autograd.
def loss_and_grad(x: Tensor, y: Tensor, w: Tensor) -> tuple[Tensor, Tensor]:
    """x, y, w: one number each, all of shape () or all of shape (1,). Returns the loss and dL/dw, one number each."""
    raise NotImplementedError


# %% Try it: the loss should be 1, the gradient −2, and w as it was.
if __name__ == "__main__":
    w = torch.tensor(1.0)
    print(loss_and_grad(torch.tensor(1.0), torch.tensor(2.0), w))
    print(w, w.requires_grad, w.grad)
