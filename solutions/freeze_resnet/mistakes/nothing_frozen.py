"""Only fc was replaced: all the other parameters still require gradients, so training would change the whole
network. Is it an assignment, with one =, to requires_grad, spelled exactly like this, of each parameter? One of the
model itself, or of its modules, does not reach the parameters."""

from torch import nn

kind = "freezing"


def freeze(model, num_classes):
    model.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes)
    return model
