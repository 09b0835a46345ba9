# %% [markdown]
# # A straight-through estimator
#
# A network with weights of -1 and +1 only is small and fast, but sign(w) has the derivative 0 almost everywhere, so
# nothing can be learned through it. The way out: on the way there take the sign, on the way back act as if it had been
# the identity, as long as |w| ≤ 1:
#
# $$b = \begin{cases} +1 & w \ge 0 \\ -1 & w < 0 \end{cases}, \qquad \frac{\partial L}{\partial w} :=
# \begin{cases} \partial L / \partial b & |w| \le 1 \\ 0 & |w| > 1 \end{cases}.$$
#
# With it, `fit` learns real weights w whose signs solve y ≈ X · b: it descends the loss mean((X · sign(w) − y)²).

# %%
import torch
from torch import Tensor


# %% The new operation, to be used as Binarize.apply(w).
class Binarize(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w: Tensor) -> Tensor:
        """w: of any shape. Returns -1 and +1 in w's dtype; 0 becomes +1."""
        raise NotImplementedError

    @staticmethod
    def backward(ctx, grad_output: Tensor) -> Tensor:
        """grad_output: of w's shape. Returns the estimated gradient with respect to w, of the same shape."""
        raise NotImplementedError


# %% Gradient descent on the real weights.
def fit(X: Tensor, y: Tensor, w: Tensor, learning_rate: float, n_steps: int) -> tuple[Tensor, list[float]]:
    """X: (N, D), y: (N,), w: (D,), the weights to start from; they are left as they are.

    Returns the last real weights, (D,), and the loss of every step as it was before that step's update."""
    raise NotImplementedError


# %% Try it: the signs are found.
if __name__ == "__main__":
    X, b = torch.randn(50, 4), torch.tensor([1.0, -1.0, -1.0, 1.0])
    print(fit(X, X @ b, torch.full((4,), 0.1), learning_rate=0.05, n_steps=30))
