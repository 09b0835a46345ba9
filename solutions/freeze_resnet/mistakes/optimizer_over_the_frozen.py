"""Nothing ever moves: the optimizer does not hold the parameters of fc, or its step() is never called. It has to hold
what still requires gradients, so look at the condition by which you picked the parameters."""

import torch

kind = "missing_update"


def make_optimizer(model):
    frozen = [parameter for parameter in model.parameters() if not parameter.requires_grad]
    return torch.optim.SGD(frozen, lr=1e-2, momentum=0.9)
