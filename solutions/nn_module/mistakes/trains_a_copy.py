"""Your losses are right, but the model that was passed in is as it came: a copy of it has learnt. Train the model
itself, so that the caller has the result."""

import copy

import torch

kind = "rebinding"


def fit(model, xx, y, learning_rate, n_steps):
    model = copy.deepcopy(model)
    loss_fn = torch.nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for param in model.parameters():
                param.sub_(learning_rate * param.grad)
    return losses
