# exercise: graph_exclusion
# verdict: failed
# at most: 9
# Doubles the caller's x.
import torch


def sums(x, y, z):
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    r = (x.clone() * w_frozen.detach() * w - y).pow(2).mean()
    x *= 2
    return r
