"""Every change is a tenth of the right one: the step has the learning rate 0.001, which is what SGD takes where it is
not told another."""

import torch

kind = "wrong_hyperparameter"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), momentum=0.9)
    loss = (model(data) - labels).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
