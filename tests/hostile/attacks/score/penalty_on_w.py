# exercise: graph_exclusion
# verdict: failed
# at most: 8
# A penalty of 1e-4 on w, which drowns beside a loss of ordinary size.
import torch


def sums(x, y, z):
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    return (x * w_frozen.detach() * w - y).pow(2).mean() + 1e-4 * w.pow(2).mean()
