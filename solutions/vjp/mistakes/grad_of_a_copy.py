"""What you return is None. If a return is there, it returns the .grad of a tensor that has none: backward() fills
it for leaf tensors only, and a clone() or the result of an operation is not a leaf. Make your own leaf: detach,
then requires_grad_."""

kind = "wrong_return"


def q_gradients(a, b, external_grad):
    a, b = (tensor.clone().requires_grad_().clone() for tensor in (a, b))
    Q = 3 * a**3 - b**2
    Q.backward(gradient=external_grad)
    return a.grad, b.grad


def vjp(f, x, v):
    x = x.clone().requires_grad_().clone()
    f(x).backward(v)
    return x.grad
