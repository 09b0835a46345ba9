"""Your loss is the squared difference of the scores and one-hot labels. The exercise asks for the cross-entropy, which
takes the scores and the labels as the integers that they are."""

from torch import nn

kind = "wrong_loss"


def finetune(model, data, labels, n_steps):
    optimizer = make_optimizer(model)
    losses, one_hot = [], nn.functional.one_hot(labels, model.fc.out_features).float()
    for _ in range(n_steps):
        loss = nn.functional.mse_loss(model(data), one_hot)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
