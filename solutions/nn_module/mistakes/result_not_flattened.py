"""The model gives a column of shape (N, 1), and y has the shape (N,): between the two, every prediction is compared
with every target. Flatten the result to one dimension; Flatten() leaves the first two alone unless it is told where
to begin."""

import torch

kind = "wrong_shape"


def build_model():
    return torch.nn.Sequential(torch.nn.Linear(3, 1), torch.nn.Flatten())
