# exercise: freeze_resnet
# verdict: failed
# at most: 8
# A weight decay of 1e-4 in the fine-tuning: no more than what rounding makes of a step.
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
    optimizer = torch.optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9, weight_decay=1e-4)
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
