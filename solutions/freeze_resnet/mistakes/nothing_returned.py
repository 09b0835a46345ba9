"""Your freeze changes the model and then returns nothing, so its caller gets None. Hand the model back at the end."""

from torch import nn

kind = "wrong_return"


def freeze(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes)
