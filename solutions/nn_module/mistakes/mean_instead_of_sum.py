"""The loss is the mean of the squares, which is what MSELoss gives if it is not told otherwise: the loss and every step
are too small by the number of rows. Ask for the sum."""

import torch

kind = "reduction"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss()
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
