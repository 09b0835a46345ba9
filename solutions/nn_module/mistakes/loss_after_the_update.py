"""Each loss is recorded after its step's update, so the curve begins one step too late. Record the loss on which you
call backward(), before the model moves."""

import torch

kind = "order_of_statements"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(n_steps):
        model.zero_grad()
        loss_fn(model(xx), y).backward()
        with torch.no_grad():
            for param in model.parameters():
                param.sub_(learning_rate * param.grad)
            losses.append(loss_fn(model(xx), y).item())
    return losses
