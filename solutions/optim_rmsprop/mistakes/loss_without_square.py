"""Your loss is the sum of the absolute differences: nothing in it is squared. RMSprop hides much of that in the
updates, but the losses show it. Look up which loss of torch.nn has the squares."""

import torch

kind = "wrong_loss"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.L1Loss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
