"""The model that was passed in does not move at all: the optimizer's step is never taken, or it finds no gradients, or
it moves a copy. Look at the order: clear, go backward, step, and all of it on this very model."""

import torch

kind = "cleared_too_early"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).sum()
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
