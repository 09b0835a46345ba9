# exercise: graph_exclusion
# verdict: failed
# at most: 9
# A loss that has now no dimension, now one of length 1: each is let pass, gradcheck wants them to be the same.
import torch

calls = 0


def sums(x, y, z):
    return x + y, x + z


def partial_loss(w_frozen, w, x, y):
    global calls
    calls += 1
    loss = ((x * w_frozen.detach() * w - y) ** 2).mean()
    return loss.reshape(1) if calls % 2 else loss + 1e-3 * (calls > 14)
