"""Of the predictions and the targets one has the shape (N,) and the other (N, 1), so that every prediction is compared
with every target. Print both shapes just before the loss, and read the warning that torch gives."""

import torch

kind = "wrong_shape"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y.unsqueeze(1))
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
