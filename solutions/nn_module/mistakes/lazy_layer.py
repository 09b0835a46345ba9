"""Your new layer is a lazy one: it has no weights before it has seen its first data, and nothing can be looked at or
trained until then. Its sizes are known: say them, nn.Linear(inputs, outputs)."""

import torch

kind = "other"


def build_model():
    return torch.nn.Sequential(torch.nn.LazyLinear(1), torch.nn.Flatten(0, 1))
