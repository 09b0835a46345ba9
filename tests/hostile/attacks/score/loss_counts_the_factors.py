# exercise: graph_exclusion
# verdict: failed
# at most: 8
# Divides by the largest factor's size, not by y's.
import torch


def sums(x, y, z):
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).pow(2).sum() / max(x.numel(), w.numel(), w_frozen.numel())
