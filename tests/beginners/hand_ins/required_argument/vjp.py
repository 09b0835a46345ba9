import argparse

import torch

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("data", help="where the data is")
args = parser.parse_args()


def q_gradients(a, b, external_grad):
    return 9 * a.detach() ** 2 * external_grad, -2 * b.detach() * external_grad


def vjp(f, x, v):
    x = x.detach().requires_grad_()
    return torch.autograd.grad(f(x), x, grad_outputs=v)[0]
