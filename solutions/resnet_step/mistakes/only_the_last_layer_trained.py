"""The optimizer holds the last layer only. That is right for fine-tuning, but here the whole network takes the step:
hand over all of its parameters."""

import torch

kind = "missing_update"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
