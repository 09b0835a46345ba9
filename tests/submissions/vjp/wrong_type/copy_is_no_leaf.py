def q_gradients(a, b, external_grad):
    a, b = a.requires_grad_().clone(), b.requires_grad_().clone()
    (3 * a**3 - b**2).backward(external_grad)
    return a.grad, b.grad


def vjp(f, x, v):
    x = x.requires_grad_().clone()
    f(x).backward(v)
    return x.grad
