"""The gradients of all steps add up: backward() adds to .grad, and nothing clears it between the steps. Clear the
gradients once in every step, before backward()."""

from torch import nn

kind = "missing_clear"


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return losses
