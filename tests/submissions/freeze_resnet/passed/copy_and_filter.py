import copy

import torch
import torch.nn.functional as F


def freeze(model, num_classes):
    model = copy.deepcopy(model)
    model.requires_grad_(False)
    model.fc = torch.nn.Linear(model.fc.in_features, num_classes, bias=True)
    return model


def make_optimizer(model):
    return torch.optim.SGD(filter(lambda p: p.requires_grad, model.parameters()), lr=0.01, momentum=0.9)


def finetune(model, data, labels, n_steps):
    model.train()
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad(set_to_none=False)
        loss = F.cross_entropy(model(data), labels)
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return losses
