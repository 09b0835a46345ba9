import torch

def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0).mm(w2)

def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for t in range(n_iters):
        loss = (forward(X, w1, w2) - y).pow(2).sum()
        loss.backward()
        with torch.no_grad():
            w1 -= learning_rate * w1.grad
            w2 -= learning_rate * w2.grad
            w1.grad.zero_()
            w2.grad.zero_()
    losses = [loss.item()] * n_iters
    return losses
