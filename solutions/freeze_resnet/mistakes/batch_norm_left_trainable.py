"""The convolutions are frozen, and the batch normalisations are not: their weights and biases still require gradients.
They are parameters of the model like all the others."""

from torch import nn

kind = "freezing"


def freeze(model, num_classes):
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            module.requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    return model
