"""The optimizer holds fc.weight alone, so fc.bias never moves. A linear layer has two parameters: hand over all of
those that are trainable."""

import torch

kind = "missing_update"


def make_optimizer(model):
    return torch.optim.SGD([model.fc.weight], lr=1e-2, momentum=0.9)
