# replaces first, freezes then, and thaws the new layer
import numpy as np
import torch


def freeze(model, num_classes):
    fc = torch.nn.Linear(in_features=model.fc.in_features, out_features=num_classes)
    torch.nn.init.normal_(fc.weight, std=0.01)
    torch.nn.init.zeros_(fc.bias)
    model.fc = fc
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith("fc.")
    return model


def make_optimizer(model):
    groups = [{"params": [model.fc.weight]}, {"params": [model.fc.bias]}]
    return torch.optim.SGD(groups, lr=1e-2, momentum=0.9, foreach=True)


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = np.zeros(n_steps)
    for step in range(n_steps):
        def closure():
            optimizer.zero_grad()
            loss = -torch.log_softmax(model(data), dim=1)[torch.arange(len(labels)), labels].mean()
            loss.backward()
            return loss
        losses[step] = optimizer.step(closure).item()
    return losses
