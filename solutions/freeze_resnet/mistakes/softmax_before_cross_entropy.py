"""The scores go through a softmax before the cross-entropy, which takes its own softmax: it is done twice. Hand the
scores over just as the model gives them."""

from torch import nn

kind = "wrong_loss"


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data).softmax(dim=1), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
