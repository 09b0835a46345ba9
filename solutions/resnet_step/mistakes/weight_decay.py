"""Besides its gradient, each parameter's own value goes into your step: that is weight decay. Leave weight_decay out:
its default is 0, and the exercise asks for no other setting than those it names."""

import torch

kind = "wrong_hyperparameter"


def train_step(model, data, labels):
    loss = (model(data) - labels).sum()
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9, weight_decay=1e-2)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
