"""The loss is the mean of the squares, which is what MSELoss gives if it is not told otherwise. RMSprop hides that in
the updates, but the losses show it: ask for the sum."""

import torch

kind = "reduction"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss()
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
