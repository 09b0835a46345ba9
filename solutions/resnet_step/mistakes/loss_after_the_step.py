"""The loss that you return is worked out once more after the step, with the parameters that have just moved. Return the
one that you called backward() on."""

import torch

kind = "order_of_statements"


def train_step(model, data, labels):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    (model(data) - labels).sum().backward()
    optimizer.step()
    return (model(data) - labels).sum().item()
