"""The old fc is still there, only made trainable again: it has the old classes and the old weights. The new classes
need a new layer with as many outputs as there are classes now."""

kind = "argument_ignored"


def freeze(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    for parameter in model.fc.parameters():
        parameter.requires_grad = True
    return model
