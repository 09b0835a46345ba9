"""backward() is called on a vector without being told what to weight its entries with: it starts from a single
number, or from one weight per entry. Hand it external_grad, or v."""

kind = "argument_ignored"


def q_gradients(a, b, external_grad):
    a, b = (tensor.detach().requires_grad_() for tensor in (a, b))
    Q = 3 * a**3 - b**2
    Q.backward()
    return a.grad, b.grad


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    f(x).backward()
    return x.grad
