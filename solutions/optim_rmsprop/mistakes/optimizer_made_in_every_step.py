"""Every step makes a new optimizer, so the running root of the squared gradients starts from nothing each time, and all
steps are as long as the first. Make the optimizer once, before the loop."""

import torch

kind = "order_of_statements"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(n_steps):
        optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
