"""The model never learns: its parameters are as they came. Either no step is taken at all, or it goes to a copy:
`param = param - …` makes a new tensor and gives it the loop's name, and the model still holds the old one. Change each
parameter itself, in place."""

import torch

kind = "rebinding"


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
                param = param - learning_rate * param.grad  # noqa: PLW2901
    return losses
