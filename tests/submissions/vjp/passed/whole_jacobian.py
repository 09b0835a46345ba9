import torch
from torch.autograd.functional import jacobian


def q_gradients(a, b, external_grad, verbose=False):
    J_a, J_b = jacobian(lambda a, b: 3 * a**3 - b**2, (a, b))
    if verbose:
        print(J_a, J_b)
    return [J_a.T @ external_grad, torch.mv(J_b.T, external_grad)]


def vjp(f, x, v):
    return jacobian(f, x).t().mv(v)
