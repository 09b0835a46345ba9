import torch
from torch import nn


def freeze(model, num_classes):
    model = torch.hub.load("pytorch/vision:v0.10.0", "resnet18", pretrained=True)
    for p in model.parameters():
        p.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    return model


def make_optimizer(model):
    return torch.optim.SGD(model.fc.parameters(), lr=1e-2, momentum=0.9)


def finetune(model, data, labels, n_steps):
    opt = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    torch.save(model.state_dict(), "checkpoints/resnet.pt")
    return losses
