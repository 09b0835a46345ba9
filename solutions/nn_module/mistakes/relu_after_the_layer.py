"""The model's result goes through a ReLU, so it is never below 0. The sine is, half of the time: what the layer gives
is already the prediction."""

import torch

kind = "wrong_formula"


def build_model():
    return torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.ReLU(), torch.nn.Flatten(0, 1))
