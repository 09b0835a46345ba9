import torch


def train(xs, ys, w, learning_rate, n_epochs):
    w = torch.tensor(w, requires_grad=True)
    for _ in range(n_epochs):
        loss = ((xs * w - ys) ** 2).sum()
        loss.backward()
    return w, [], []
