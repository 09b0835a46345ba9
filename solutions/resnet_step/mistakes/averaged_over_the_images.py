"""The differences are added up over the classes and averaged over the images, so loss and step are too small by the
number of images. The formula adds over both."""

import torch

kind = "reduction"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    loss = (model(data) - labels).sum(dim=1).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
