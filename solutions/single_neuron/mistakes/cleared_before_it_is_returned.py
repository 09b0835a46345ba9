"""Your gradient is 0 because it is cleared before it is returned: w.grad is a tensor, and a second name for it is
not a copy. Return its number, or leave the clearing out."""

kind = "aliasing"


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = ((w * x - y) ** 2).sum()
    loss.backward()
    grad = w.grad
    w.grad.zero_()
    return loss, grad
