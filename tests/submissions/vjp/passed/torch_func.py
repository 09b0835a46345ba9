import torch
from torch.func import vjp as pull_back


def Q(a, b):
    return 3 * a.pow(3) - b.pow(2)


def q_gradients(a, b, external_grad):
    value, back = pull_back(Q, a, b)
    return back(external_grad)


def vjp(f, x, v):
    value, back = torch.func.vjp(f, x)
    return back(v)[0]
