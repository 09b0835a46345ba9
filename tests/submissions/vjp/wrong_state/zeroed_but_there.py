def q_gradients(a, b, external_grad):
    a.requires_grad_(), b.requires_grad_()
    (3 * a**3 - b**2).backward(external_grad)
    result = a.grad.clone(), b.grad.clone()
    a.grad.zero_(), b.grad.zero_()
    return result


def vjp(f, x, v):
    x.requires_grad_()
    f(x).backward(v)
    result = x.grad.clone()
    x.grad.zero_()
    return result
