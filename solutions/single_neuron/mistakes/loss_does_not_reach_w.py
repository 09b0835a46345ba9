"""The loss is not connected to w: w does not require gradients, or the way from w to the loss is cut (detach, item,
no_grad). Autograd then has nothing to follow; look at what the loss is computed from."""

kind = "graph_cut"


def loss_and_grad(x, y, w):
    loss = ((w * x - y) ** 2).sum()
    loss.backward()
    return loss, w.grad
