"""squeeze() takes away every dimension of length 1: for a single row that of the rows too, and nothing but a number is
left. Say which dimension is meant, or flatten."""

import torch

kind = "wrong_shape"


class Line(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(3, 1)

    def forward(self, xx):
        return self.linear(xx).squeeze()


def build_model():
    return Line()
