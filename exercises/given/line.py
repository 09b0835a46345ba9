"""A linear layer of three inputs and one output, its N predictions flattened to (N,). Its weights are random."""

from torch import nn


def line() -> nn.Sequential:
    return nn.Sequential(nn.Linear(3, 1), nn.Flatten(0, 1))
