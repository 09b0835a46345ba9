"""The weight moves and the bias does not. Both are parameters of the model and both have a gradient after backward():
look at which parameters your update goes through."""

import torch

kind = "missing_update"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            weight = next(model.parameters())
            weight.sub_(learning_rate * weight.grad)
    return losses
