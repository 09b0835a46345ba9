"""The loss is the sum of the predictions alone. Its gradient happens to be the right one, because the labels are
constants, but the loss is not: subtract them first."""

import torch

kind = "argument_ignored"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = model(data).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
