import torch
from torch import optim


def train_step(model, data, labels):
    optimizer = optim.SGD(model.parameters(), lr=0.01)
    difference = model(data) - labels
    difference.backward(gradient=torch.ones_like(difference))
    optimizer.step()
    optimizer.zero_grad()
    return difference.sum().reshape(1)
