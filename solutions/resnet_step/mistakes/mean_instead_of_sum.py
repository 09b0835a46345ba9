"""The loss is the mean of the differences, so it and all the gradients are too small by the number of labels. Add the
differences up."""

import torch

kind = "reduction"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
