"""Your gradient is exactly twice the right one. If autograd has made it, backward() has run twice on the same loss, and
each time it adds to .grad: retain_graph only silences the error about that. If you have written it out, count its
factors."""

kind = "extra_step"


def loss_and_grad(x, y, w):
    w = w.detach().clone().requires_grad_()
    loss = ((w * x - y) ** 2).sum()
    loss.backward(retain_graph=True)
    loss.backward()
    return loss.detach(), w.grad
