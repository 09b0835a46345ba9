import torch


def loss_and_grad(x, y, w):
    """No autograd: a difference in float64. Right to six digits, and never quite 0."""

    def loss(v):
        return (v * x.double() - y.double()) ** 2

    h = 1e-4
    return loss(w.double()), (loss(w.double() + h) - loss(w.double() - h)) / (2 * h)
