"""Your loss is the sum of the absolute differences: nothing in it is squared, so every point pulls equally hard,
however far off it is. Compare it with the formula, or look up which loss of torch.nn has the squares."""

import torch

kind = "wrong_loss"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.L1Loss(reduction="sum")
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for param in model.parameters():
                param.sub_(learning_rate * param.grad)
    return losses
