"""Parameters move although their gradients are zero: their own values go into the step, which is weight decay. Leave
weight_decay out: its default is 0, and the exercise asks for learning rate and momentum alone."""

import torch

kind = "wrong_hyperparameter"


def make_optimizer(model):
    return torch.optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9, weight_decay=1e-2)
