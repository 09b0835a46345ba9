"""Each loss is recorded after its step's update, so the curve begins one step too late. Record the loss that you call
backward() on, before the optimizer moves anything."""

from torch import nn

kind = "order_of_statements"


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(data), labels).backward()
        optimizer.step()
        losses.append(nn.functional.cross_entropy(model(data), labels).item())
    return losses
