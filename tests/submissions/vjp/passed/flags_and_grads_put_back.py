import torch


def q_gradients(a, b, external_grad):
    flags = a.requires_grad, b.requires_grad
    a.requires_grad, b.requires_grad = True, True
    with torch.enable_grad():
        Q = 3 * a**3 - b**2
    Q.backward(external_grad)
    result = a.grad.clone(), b.grad.clone()
    a.grad = b.grad = None
    a.requires_grad, b.requires_grad = flags
    return result


def vjp(f, x, v):
    flag = x.requires_grad
    x.requires_grad_(True)
    (result,) = torch.autograd.grad([f(x)], [x], [v])
    x.requires_grad_(flag)
    return torch.nn.Parameter(result)
