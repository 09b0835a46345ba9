"""Every change is a tenth of the right one: the optimizer has the learning rate 0.001, which is what SGD takes where it
is not told another."""

import torch

kind = "wrong_hyperparameter"


def make_optimizer(model):
    return torch.optim.SGD(model.fc.parameters(), momentum=0.9)
