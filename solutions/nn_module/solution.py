"""Source: seed 001, its part on the nn module."""

import torch


def build_model():
    return torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))


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
                param.sub_(learning_rate * param.grad)
    return losses
