"""The two gradients come in the wrong order: that of a is first, that of b second."""

kind = "wrong_return"


def q_gradients(a, b, external_grad):
    a, b = (tensor.detach().requires_grad_() for tensor in (a, b))
    Q = 3 * a**3 - b**2
    Q.backward(gradient=external_grad)
    return b.grad, a.grad
