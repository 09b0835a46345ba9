"""The new fc is frozen together with everything else, so nothing is left to train: the freezing comes after the
replacement. A new layer starts out trainable, so think about which of the two steps has to come first."""

from torch import nn

kind = "order_of_statements"


def freeze(model, num_classes):
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model
