"""This is a step of Adam: its first one moves every number by nearly the learning rate, whatever the gradient is. Look
up which class in torch.optim stands for plain stochastic gradient descent."""

import torch

kind = "wrong_optimizer"


def train_step(model, data, labels):
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    loss = (model(data) - labels).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
