"""The loss is the sum of the images' cross-entropies, and so N times their mean; its gradient is too. The mean over
the batch is what cross-entropy gives unless it is told otherwise."""

from torch import nn

kind = "reduction"


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels, reduction="sum")
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
