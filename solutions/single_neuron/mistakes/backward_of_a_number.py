"""backward() is called on a plain number: item() or float() has taken the number out of the loss, and the number knows
nothing of the way from w to it. Look at which of the two you hold where you differentiate."""

kind = "graph_cut"


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = ((w * x - y) ** 2).item()
    loss.backward()
    return loss, w.grad
