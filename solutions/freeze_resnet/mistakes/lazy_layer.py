"""Your new layer is a lazy one: it has no weights before it has seen its first data, and nothing can be looked at or
trained until then. Its sizes are known: say them, nn.Linear(inputs, outputs)."""

from torch import nn

kind = "other"


def freeze(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.LazyLinear(num_classes)
    return model
