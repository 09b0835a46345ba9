"""The weight moves and the bias does not: the optimizer holds the weight alone. It moves only what it was given when it
was made."""

import torch

kind = "missing_update"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop([next(model.parameters())], lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
