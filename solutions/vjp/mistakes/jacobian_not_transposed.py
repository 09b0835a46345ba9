"""This is J·v, with a sum over the inputs; the exercise asks for the product with the transposed Jacobian, with a
sum over the results. Compare the shapes: v has one entry for each result of f, the product one for each entry of x.
"""

import torch

kind = "wrong_formula"


def vjp(f, x, v):
    return torch.autograd.functional.jacobian(f, x.detach()) @ v
