"""Fine-tuning makes all parameters trainable again and hands them to the optimizer, so the frozen ones move as well.
The model comes to finetune already frozen: use it as it is."""

import torch
from torch import nn

kind = "freezing"


def finetune(model, data, labels, n_steps):
    model.requires_grad_(True)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-2, momentum=0.9)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
