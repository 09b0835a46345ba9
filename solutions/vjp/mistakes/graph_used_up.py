"""backward() is called on Q once more after the first call has used its graph up, for instance once for a and once for
b. One call fills the .grad of every leaf that Q depends on."""

kind = "extra_step"


def q_gradients(a, b, external_grad):
    a, b = (tensor.detach().requires_grad_() for tensor in (a, b))
    Q = 3 * a**3 - b**2
    Q.backward(gradient=external_grad)
    grad_a = a.grad
    Q.backward(gradient=external_grad)
    return grad_a, b.grad
