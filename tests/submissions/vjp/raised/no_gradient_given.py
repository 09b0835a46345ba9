def q_gradients(a, b, external_grad):
    a, b = a.detach().requires_grad_(), b.detach().requires_grad_()
    Q = 3 * a**3 - b**2
    Q.backward()
    return a.grad, b.grad


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    f(x).backward()
    return x.grad
