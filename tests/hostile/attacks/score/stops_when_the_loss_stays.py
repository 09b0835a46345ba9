# exercise: clamp_mlp
# verdict: failed
# at most: 7
# Training ends when two losses differ by less than 1e-8.
import torch


def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for i in range(n_iters):
        loss = (X.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
        losses.append(loss.item())
        if i and abs(losses[-1] - losses[-2]) < 1e-8: break
        loss.backward()
        with torch.no_grad():
            for w in (w1, w2):
                w -= learning_rate * w.grad
                w.grad = None
    return losses
