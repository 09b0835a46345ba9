"""The optimizer holds the frozen parameters and not those of fc, so no step moves anything. It has to hold what still
requires gradients: look at the condition by which you picked the parameters."""

import torch


def make_optimizer(model):
    frozen = [parameter for parameter in model.parameters() if not parameter.requires_grad]
    return torch.optim.SGD(frozen, lr=1e-2, momentum=0.9)
