"""The model was put into evaluation mode: its batch normalisation then uses stored means instead of the batch's own,
and every prediction changes. Freezing is about gradients only, so leave the model in training mode here."""

from torch import nn

kind = "extra_step"


def freeze(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    return model.eval()


def finetune(model, data, labels, n_steps):
    model.eval()
    optimizer = make_optimizer(model)
    losses = []
    for _ in range(n_steps):
        loss = nn.functional.cross_entropy(model(data), labels)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
