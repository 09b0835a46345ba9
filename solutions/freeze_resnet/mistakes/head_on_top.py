"""The new layer sits on top of the old fc: it sees the scores of the old classes and not what reached fc, and the model
has no fc of the new size. It is to stand in the old one's place, under its name."""

from torch import nn

kind = "wrong_return"


def freeze(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    return nn.Sequential(model, nn.Linear(model.fc.out_features, num_classes))
