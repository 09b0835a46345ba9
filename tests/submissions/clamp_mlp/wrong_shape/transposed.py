import torch


def forward(X, w1, w2):
    return w2.t().mm(X.mm(w1).clamp(min=0).t())


def train(X, y, w1, w2, learning_rate, n_iters):
    raise NotImplementedError
