"""The whole loss is computed without a graph, so that w gets no gradient either. Leave out only what belongs to
w_frozen: the product with w, and all that follows from it, has to be recorded."""

import torch

kind = "graph_cut"


def partial_loss(w_frozen, w, x, y):
    with torch.no_grad():
        return (x * w_frozen * w - y).pow(2).mean()
