"""Each loss is recorded after its step's update, so the curve begins one step too late. Record the loss on which you
call backward(), before the model moves."""

import torch

kind = "order_of_statements"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss_fn(model(xx), y).backward()
        optimizer.step()
        losses.append(loss_fn(model(xx), y).item())
    return losses
