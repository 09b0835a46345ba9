"""You subtract the prediction from the labels, so the loss has the other sign, and every parameter moves the other way.
It is prediction minus labels."""

import torch


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (labels - model(data)).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
