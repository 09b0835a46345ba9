"""Each step uses its own gradient alone, so there is no momentum in it. Give the optimizer its momentum of 0.9, and
make it once, before the loop: a new one has forgotten all the steps before."""

import torch

kind = "wrong_hyperparameter"


def make_optimizer(model):
    return torch.optim.SGD(model.fc.parameters(), lr=1e-2)
