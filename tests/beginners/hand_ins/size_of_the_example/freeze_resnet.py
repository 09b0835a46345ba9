import torch
from torch import nn


def freeze(model, num_classes):
    for p in model.parameters():
        p.requires_grad = False
    model.fc = nn.Linear(512, 10)
    return model


def make_optimizer(model):
    return torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = nn.CrossEntropyLoss()(model(data), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
