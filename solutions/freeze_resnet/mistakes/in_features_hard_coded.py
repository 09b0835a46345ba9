"""The new fc takes 512 inputs whatever the model is: that is right for the full ResNet-18 only, and this one is
narrower. The old fc knows how many numbers reach it, so ask it before you replace it."""

from torch import nn

kind = "hard_coded"


def freeze(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(512, num_classes)
    return model
