"""Source: seed 004."""

import torch


def train_step(model, data, labels):
    loss = (model(data) - labels).sum()
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
