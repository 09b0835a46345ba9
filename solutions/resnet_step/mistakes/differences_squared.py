"""This is the sum of the squared differences. That would be the more usual loss, but the one that is asked for adds up
the differences themselves."""

import torch

kind = "wrong_loss"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).pow(2).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
