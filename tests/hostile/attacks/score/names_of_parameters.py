# exercise: nn_module
# verdict: failed
# at most: 2
# Parameters whose names are orders to a terminal, a script, a formula, and very long.
import torch

NAME = "\x1b[2J\x07<script>alert(1)</script>\u202e=1+1" + "x" * 100_000


class Model(torch.nn.Sequential):
    def __init__(self):
        super().__init__(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))
        self._parameters[NAME] = torch.nn.Parameter(torch.zeros(1, dtype=torch.int64), requires_grad=False)


def build_model():
    return Model()


def fit(model, xx, y, learning_rate, n_steps):
    model._parameters[NAME] = torch.nn.Parameter(torch.tensor([float("nan")]))
    return [0.0] * n_steps
