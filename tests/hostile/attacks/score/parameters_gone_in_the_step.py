# exercise: nn_module
# verdict: failed
# at most: 8
# A model that loses its parameters when it is called for the second time.
import torch


class Model(torch.nn.Sequential):
    calls = 0

    def forward(self, x):
        Model.calls += 1
        out = super().forward(x)
        if Model.calls % 2 == 0:
            del self[0].bias
        return out


def build_model():
    return Model(torch.nn.Linear(3, 1), torch.nn.Flatten(0, 1))


def fit(model, xx, y, learning_rate, n_steps):
    return [0.0] * n_steps
