"""A small class with forward and backward; autograd, requires_grad and torch.func are only talked about."""

import torch


class Cubic:
    def __init__(self, params):
        self.params = [p.clone() for p in params]

    def forward(self, x):
        self.x = x
        a, b, c, d = self.params
        return ((d * x + c) * x + b) * x + a

    def backward(self, grad_output):
        return [torch.sum(grad_output * self.x.pow(k)) for k in range(4)]


def fit(x, y, params, learning_rate, n_steps):
    model, losses = Cubic(params), []
    with torch.no_grad():
        for _ in range(n_steps):
            difference = model.forward(x).sub(y)
            losses.append(difference.square().sum())
            for p, g in zip(model.params, model.backward(difference.mul(2))):
                p.add_(g, alpha=-learning_rate)
    return model.params, losses
