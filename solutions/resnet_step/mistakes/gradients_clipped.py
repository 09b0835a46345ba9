"""The changes have the right direction, and all are too small by one common factor: the gradients are cut to a total
length of 1 before the step. That tames training where gradients explode; the formula has them as they are."""

import torch

kind = "extra_step"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).sum()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()
