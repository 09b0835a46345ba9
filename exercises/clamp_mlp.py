# %% [markdown]
# # A two-layer network with clamp
#
# Two weight matrices and a clamp between them, trained by autograd and gradient descent:
#
# $$\hat y = \max(X w_1, 0)\, w_2, \qquad L = \sum (\hat y - y)^2.$$
#
# (From the post on implementing back-propagation with PyTorch: sizes 64, 1000, 100, 10, learning rate 1e-6, 500
# iterations.)

# %%
import torch
from torch import Tensor


# %% The prediction.
def forward(X: Tensor, w1: Tensor, w2: Tensor) -> Tensor:
    """X: (B, I), w1: (I, H), w2: (H, O). Returns y_pred: (B, O)."""
    raise NotImplementedError


# %% Training, in place.
def train(X: Tensor, y: Tensor, w1: Tensor, w2: Tensor, learning_rate: float, n_iters: int) -> list[float]:
    """w1 and w2 are leaf tensors that require gradients; they are changed in place and stay such leaves.

    Returns the loss of every step as it was before that step's update.
    """
    raise NotImplementedError


# %% Try it: the losses should fall.
if __name__ == "__main__":
    torch.manual_seed(0)
    X, y = torch.randn(64, 1000), torch.randn(64, 10)
    w1 = torch.randn(1000, 100, requires_grad=True)
    w2 = torch.randn(100, 10, requires_grad=True)
    print(train(X, y, w1, w2, learning_rate=1e-6, n_iters=500)[::100])
