# %% [markdown]
# # A backward that can be differentiated again
#
# Swish is x · σ(x), entry by entry, with σ(x) = 1/(1 + e⁻ˣ), whose derivative is σ(x) · (1 − σ(x)).
#
# What a `backward` computes is a function of x and of grad_output. With `create_graph=True` autograd records it like
# any other, and second derivatives come out, if `backward` is made of operations that autograd knows, on tensors that
# are still connected to x: on what forward was given, not on what forward has worked out where nothing is recorded.
#
# The first derivative at x = 0 is 1/2, and so is the second.

# %%
import torch
from torch import Tensor


# %% The operation, to be used as Swish.apply(x).
class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        """x: of any shape, float64. Returns x · σ(x) of each entry, and saves one tensor for backward, no more."""
        raise NotImplementedError

    @staticmethod
    def backward(ctx, grad_output: Tensor) -> Tensor:
        """grad_output: of x's shape. Returns the gradient with respect to x, which can be differentiated by x and by
        grad_output. Written out: no autograd in here."""
        raise NotImplementedError


# %% Try it: 0.5 and 0.5
if __name__ == "__main__":
    x = torch.zeros((), dtype=torch.float64, requires_grad=True)
    (first,) = torch.autograd.grad(Swish.apply(x), x, create_graph=True)
    (second,) = torch.autograd.grad(first, x)
    print(first, second)
