"""The gradients of all steps add up: backward() adds to .grad, and nothing clears it between the steps. Clear the
gradients once in every step, before backward()."""

import torch

kind = "missing_clear"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return losses
