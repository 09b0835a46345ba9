"""Both gradients are exactly twice as large: backward() runs twice on the same graph, which retain_graph allows, and
each time it adds to .grad. One call fills the .grad of every leaf."""

kind = "extra_step"


def q_gradients(a, b, external_grad):
    a, b = (tensor.detach().requires_grad_() for tensor in (a, b))
    Q = 3 * a**3 - b**2
    Q.backward(gradient=external_grad, retain_graph=True)
    grad_a = a.grad
    Q.backward(gradient=external_grad)
    return grad_a, b.grad
