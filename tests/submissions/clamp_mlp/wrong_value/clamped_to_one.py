import torch


def forward(X, w1, w2):
    return X.mm(w1).clamp(0, 1).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    raise NotImplementedError
