"""The parameters move along the gradient and not against it, so the loss grows from step to step. Look at the sign of
your update."""

import torch

kind = "sign"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for param in model.parameters():
                param.add_(learning_rate * param.grad)
    return losses
