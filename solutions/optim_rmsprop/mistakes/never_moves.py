"""The model never moves: the optimizer takes no step, or the gradients are cleared between backward() and the step. Go
through one turn of your loop and say after each line what is in .grad."""

import torch

kind = "cleared_too_early"


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.RMSprop(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return losses
