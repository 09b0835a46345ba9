"""These are the steps of Adam, not those of SGD: they have nearly the same size whatever the size of the gradient.
Look up which class in torch.optim stands for plain stochastic gradient descent, and which of its numbers is the
momentum."""

import torch

kind = "wrong_optimizer"


def make_optimizer(model):
    return torch.optim.Adam(model.fc.parameters(), lr=1e-2)
