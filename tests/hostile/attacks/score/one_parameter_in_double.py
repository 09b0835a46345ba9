# exercise: nn_module
# verdict: failed
# at most: 8
# Trains rightly, then leaves the weight in float64 beside a bias in float32: whoever computes with both fails.
import torch
from torch import nn


def build_model():
    return nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))


def fit(model, xx, y, learning_rate, n_steps):
    losses = []
    for _ in range(n_steps):
        loss = (model(xx) - y).pow(2).sum()
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= learning_rate * parameter.grad
    model[0].weight.data = model[0].weight.data.double()
    return losses
