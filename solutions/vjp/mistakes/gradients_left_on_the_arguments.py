"""Your backward() runs on the tensors of whoever called you, so that a .grad stays on them, and a second call adds to
the first. Work on tensors of your own that have the same values."""

kind = "in_place_on_caller"


def q_gradients(a, b, external_grad):
    a.requires_grad_()
    b.requires_grad_()
    Q = 3 * a**3 - b**2
    Q.backward(external_grad)
    return a.grad, b.grad


def vjp(f, x, v):
    x.requires_grad_()
    f(x).backward(v)
    return x.grad
