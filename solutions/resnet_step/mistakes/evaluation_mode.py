"""The model is switched to evaluation mode first: its batch normalisation then uses stored means in place of the
batch's own, and prediction and gradients change. A training step is made in training mode, as the model arrives."""

import torch

kind = "extra_step"


def train_step(model, data, labels):
    model.eval()
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
