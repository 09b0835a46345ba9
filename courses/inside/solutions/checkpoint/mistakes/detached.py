"""Your result has f's value and no way back to the inputs: it is computed under no_grad, and nothing tells autograd
how to come by its gradient. That takes an autograd Function."""

import torch

kind = "graph_cut"


def checkpoint(f, *xs):
    with torch.no_grad():
        return f(*xs)
