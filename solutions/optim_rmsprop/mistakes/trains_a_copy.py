"""Your losses are right, but the model that was passed in is as it came: a copy of it has learnt. Train the model
itself, so that the caller has the result."""

import copy

import torch

kind = "rebinding"


def fit(model, xx, y, learning_rate, n_steps):
    model = copy.deepcopy(model)
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
