"""The updates are Adam's: its first step moves every parameter by one learning rate, RMSprop's by ten. The two are
related, but they are not the same; look at the name of your optimizer."""

import torch

kind = "wrong_optimizer"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
