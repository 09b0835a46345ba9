"""Your answer is right, but the caller's w now requires gradients and holds one in its .grad: the next call would add
to it. Let autograd work on a tensor of your own that has the same value."""

kind = "in_place_on_caller"


def loss_and_grad(x, y, w):
    w.requires_grad_()
    loss = ((w * x - y) ** 2).sum()
    loss.backward()
    return loss.detach(), w.grad.clone()
