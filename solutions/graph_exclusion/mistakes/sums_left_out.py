"""Neither of the sums is recorded, not even x + z where z requires gradients: they are made under no_grad, or of
detached tensors. Nothing needs to be switched off here; autograd sees by itself what is to be recorded."""

import torch

kind = "graph_cut"


def sums(x, y, z):
    with torch.no_grad():
        return x + y, x + z
