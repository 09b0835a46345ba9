# exercise: clamp_mlp
# verdict: failed
# at most: 8
# A decay of 1e-6 a step, which shows where a weight gets no gradient.
import torch


def forward(X, w1, w2):
    return X.mm(w1).clamp(min=0).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for i in range(n_iters):
        loss = (X.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for w in (w1, w2):
                w -= learning_rate * w.grad + 1e-6 * w
                w.grad = None
    return losses
