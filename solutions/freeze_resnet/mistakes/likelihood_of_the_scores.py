"""Your loss is the negative score of the right class: nll_loss takes logarithms of probabilities, and the model gives
scores. Such a loss has no smallest value. Look up which of the losses has both steps in it."""

from torch import nn

kind = "wrong_loss"


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.nll_loss(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
