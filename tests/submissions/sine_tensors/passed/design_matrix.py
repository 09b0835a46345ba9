import torch
from torch import Tensor


@torch.inference_mode()
def fit(x: Tensor, y: Tensor, params, learning_rate: float, n_steps: int, *, powers=(0, 1, 2, 3)):
    """Returns the parameters as one tensor; it unpacks into four."""
    features = x.unsqueeze(-1) ** torch.tensor(powers, device=x.device)
    weights = torch.stack(tuple(params))
    losses = torch.empty(n_steps, dtype=x.dtype, device=x.device)
    for step in range(n_steps):
        residual = features @ weights - y
        losses[step] = residual @ residual
        weights -= learning_rate * 2 * (features.T @ residual)
    return weights, losses
