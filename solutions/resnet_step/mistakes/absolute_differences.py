"""This is the sum of the absolute differences. The formula adds the differences as they are, with their signs: that
makes little sense as a loss, but it is what is asked for."""

import torch

kind = "wrong_loss"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).abs().sum()
    loss.backward()
    optimizer.step()
    return loss.item()
