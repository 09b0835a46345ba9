"""Every step makes a new optimizer, which has forgotten all the steps before: its momentum starts from nothing each
time. What has to be made once, and what in every step?"""

from torch import nn

kind = "order_of_statements"


def finetune(model, data, labels, n_steps):
    losses = []
    for _ in range(n_steps):
        optimizer = make_optimizer(model)
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
