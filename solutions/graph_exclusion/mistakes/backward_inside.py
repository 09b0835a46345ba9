"""Your function calls backward() on the loss itself, so the graph is used up when the caller does, and w holds a
gradient that no one has asked for yet. Return the loss as it is; the caller differentiates it."""

kind = "extra_step"


def partial_loss(w_frozen, w, x, y):
    loss = (x * w_frozen.detach() * w - y).pow(2).mean()
    loss.backward()
    return loss
