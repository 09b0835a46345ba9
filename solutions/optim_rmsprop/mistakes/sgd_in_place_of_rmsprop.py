"""The updates are those of plain gradient descent: a parameter moves in proportion to its gradient. RMSprop divides by
a running root of the squared gradients; look for it by its name in torch.optim."""

import torch

kind = "wrong_optimizer"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
