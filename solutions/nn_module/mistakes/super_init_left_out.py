"""Your class does not call super().__init__(), which sets up what a Module keeps its layers in. Make that the first
line of your own __init__."""

import torch

kind = "crash"


class Line(torch.nn.Module):
    def __init__(self):
        self.linear = torch.nn.Linear(3, 1)

    def forward(self, xx):
        return self.linear(xx).flatten()


def build_model():
    return Line()
