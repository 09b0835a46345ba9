import torch


def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for _ in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w1 -= w1.grad / learning_rate * 1e30
            w2 -= w2.grad / learning_rate * 1e30
            w1.grad.zero_()
            w2.grad.zero_()
    return losses
