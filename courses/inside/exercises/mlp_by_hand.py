# %% [markdown]
# # Backpropagation through a whole network, by hand
#
# A network that guesses the next of K characters from the last L of them. Each of V characters has a row of C; the rows
# of one sample stand side by side, go through a linear layer, are normalised over the batch, and so on:
#
# ```
# emb    = C[ix].view(N, L * E)
# hpre   = emb @ W1 + b1
# mean   = hpre.mean(0)
# var    = ((hpre - mean) ** 2).mean(0)       # divided by N, not by N - 1
# xhat   = (hpre - mean) / sqrt(var + eps)
# hnorm  = gain * xhat + bias
# h      = tanh(hnorm)
# logits = h @ W2 + b2
# loss   = cross_entropy(logits, y)           # the mean over the batch
# ```
#
# The forward pass has been made. Go back through it, line by line, without autograd. Every entry of hpre has a say in
# its column's mean and variance. A row of C that is used more than once gets a gradient from each use.

# %%
import torch
from torch import Tensor


# %% The gradients of the loss.
def backward(cache: dict[str, Tensor]) -> dict[str, Tensor]:
    """cache: what stands above, by these names; all float64 but ix: (N, L) and y: (N,), integers, and the number eps.
    C: (V, E). emb: (N, L * E). W1: (L * E, H). b1, mean, var, gain, bias: (H,). hpre, xhat, hnorm, h: (N, H).
    W2: (H, K). b2: (K,). logits: (N, K). loss: 0-d.

    Returns the gradients with respect to logits, W2, b2, h, gain, bias, hpre, W1, b1, emb and C, by these names, each
    of the shape of what it belongs to. Without autograd."""
    raise NotImplementedError


# %% Try it: compare with autograd's.
if __name__ == "__main__":
    ix, y, eps = torch.tensor([[0, 1], [1, 2], [1, 1]]), torch.tensor([0, 1, 1]), 1e-5
    C, W1, W2 = (torch.randn(shape, dtype=torch.float64) for shape in ((3, 2), (4, 5), (5, 2)))
    b1, gain, bias, b2 = (torch.randn(n, dtype=torch.float64) for n in (5, 5, 5, 2))
    emb = C[ix].view(3, 4)
    hpre = emb @ W1 + b1
    mean, var = hpre.mean(0), hpre.var(0, unbiased=False)
    xhat = (hpre - mean) / torch.sqrt(var + eps)
    hnorm = gain * xhat + bias
    h = torch.tanh(hnorm)
    logits = h @ W2 + b2
    cache = {"ix": ix, "y": y, "eps": eps, "C": C, "emb": emb, "W1": W1, "b1": b1, "hpre": hpre, "mean": mean}
    cache |= {"var": var, "xhat": xhat, "gain": gain, "bias": bias, "hnorm": hnorm, "h": h, "W2": W2, "b2": b2}
    print(backward({**cache, "logits": logits, "loss": torch.nn.functional.cross_entropy(logits, y)}))
