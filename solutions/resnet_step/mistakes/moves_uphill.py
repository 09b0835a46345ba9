"""Everything has the wrong sign, so the parameters move up the loss in place of down. Check which of prediction and
labels is subtracted from the other, and that an update made by hand takes the gradient away."""

import torch

kind = "sign"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (labels - model(data)).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
