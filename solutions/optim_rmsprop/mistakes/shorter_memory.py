"""Your running squares have the factors 0.9 and 0.1, where the formula has 0.99 and 0.01: the first step is about 3
learning rates long and not 10. Many books use 0.9; torch's default for alpha is 0.99."""

import torch

kind = "wrong_hyperparameter"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate, alpha=0.9)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
