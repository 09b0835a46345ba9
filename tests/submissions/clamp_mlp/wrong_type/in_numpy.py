import numpy as np


def forward(X, w1, w2):
    return np.maximum(X.detach().numpy() @ w1.detach().numpy(), 0) @ w2.detach().numpy()


def train(X, y, w1, w2, learning_rate, n_iters):
    raise NotImplementedError
