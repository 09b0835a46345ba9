# %% [markdown]
# # Softmax and cross-entropy in one operation
#
# For logits x of shape (N, K) and the right classes t of shape (N,), with p = softmax(x) along each row:
#
# $$\ell = -\frac{1}{N} \sum_i \log p_{i, t_i}, \qquad
# \frac{\partial \ell}{\partial x_{ij}} = \frac{1}{N} \left(p_{ij} - [j = t_i]\right).$$
#
# As one operation for autograd, with that backward written out. For the one row (0, ln 3) and the class 0, p is
# (1/4, 3/4): the loss is ln 4 = 1.386…, and the gradient is (-3/4, 3/4).
#
# Logits may be as large as 10,000, of either sign. What is exp(10,000), and what the log of exp(-10,000)?

# %%
import torch
from torch import Tensor


# %% The new operation, to be used as SoftmaxCrossEntropy.apply(logits, target).
class SoftmaxCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits: Tensor, target: Tensor) -> Tensor:
        """logits: (N, K), float64. target: (N,), integers from 0 to K - 1. Returns the mean loss, a 0-d tensor."""
        raise NotImplementedError

    @staticmethod
    def backward(ctx, grad_output: Tensor) -> tuple[Tensor, None]:
        """grad_output: 0-d, the gradient of what is made of the loss. Returns the gradient with respect to logits,
        (N, K), and None for target. No autograd in here."""
        raise NotImplementedError


# %% Try it: 1.386… and (-0.75, 0.75)
if __name__ == "__main__":
    logits = torch.tensor([[1.0, 3.0]], dtype=torch.float64).log().requires_grad_()
    loss = SoftmaxCrossEntropy.apply(logits, torch.tensor([0]))
    loss.backward()
    print(loss, logits.grad)
