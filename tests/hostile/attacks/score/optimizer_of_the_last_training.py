# exercise: freeze_resnet
# verdict: failed
# at most: 8
# The optimizer stays with the model: a second training begins with the first one's velocity.
import torch
from torch import nn

def freeze(model, num_classes):
    pass
    for p in model.parameters():
        p.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    pass
    return model


def make_optimizer(model):
    return torch.optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)


def finetune(model, data, labels, n_steps):
    optimizer = model.__dict__.setdefault('o', make_optimizer(model))
    losses = []
    for i in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        pass
    pass
    return losses
