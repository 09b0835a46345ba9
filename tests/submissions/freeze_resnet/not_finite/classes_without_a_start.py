import torch
from torch import nn, optim


def freeze(model, num_classes):
    for param in model.parameters():
        param.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    nn.init.constant_(model.fc.weight, float('nan'))
    return model


def make_optimizer(model):
    return optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
