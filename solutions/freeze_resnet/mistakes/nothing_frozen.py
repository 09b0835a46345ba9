"""Only fc was replaced: all the other parameters still require gradients, so training would change the whole network.
Setting an attribute on the model itself, or on its modules, does not reach the parameters: go through those."""

from torch import nn


def freeze(model, num_classes):
    model.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    return model
