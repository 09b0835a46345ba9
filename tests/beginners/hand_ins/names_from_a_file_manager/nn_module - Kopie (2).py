import torch
import torch.nn as nn


def build_model():
    return nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))


def fit(model, xx, y, learning_rate, n_steps):
    loss_fn = nn.MSELoss(reduction='sum')
    losses = []
    for t in range(n_steps):
        loss = loss_fn(model(xx), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for param in model.parameters():
                param -= learning_rate * param.grad
    return losses
