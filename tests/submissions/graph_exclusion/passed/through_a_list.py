import torch

sums = lambda x, y, z: (x + y, x + z)  # noqa: E731


def partial_loss(w_frozen, w, x, y, factor=1.0):
    """Through Python lists: nothing of a graph is left."""
    frozen = torch.tensor(w_frozen.tolist(), dtype=w.dtype)
    return factor * torch.square(x * frozen * w - y).mean()
