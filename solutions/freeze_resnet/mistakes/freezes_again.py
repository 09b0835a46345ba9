"""Fine-tuning calls freeze once more, so it trains yet another new layer and not the one that it was given. The model
comes to finetune frozen and with its new fc: use it as it is."""

from torch import nn

kind = "extra_step"


def finetune(model, data, labels, n_steps):
    model = freeze(model, 10)
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
