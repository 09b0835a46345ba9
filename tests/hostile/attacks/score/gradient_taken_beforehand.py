# exercise: graph_exclusion
# verdict: failed
# at most: 8
# Differentiates the loss itself and keeps the graph, so that the caller's backward() gives twice the gradient.
import torch
def sums(x, y, z):
    return x + y, x + z
def partial_loss(w_frozen, w, x, y):
    loss = (x * w_frozen.detach() * w - y).pow(2).mean()
    loss.backward(retain_graph=True)       # the caller's own backward() then gives twice the gradient
    return loss
