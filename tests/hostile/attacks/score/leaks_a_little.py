# exercise: clamp_mlp
# verdict: failed
# at most: 6
# A leaky clamp, with a slope of 1e-4 below 0.
import torch


def forward(X, w1, w2):
    return torch.nn.functional.leaky_relu(X.mm(w1), 1e-4).mm(w2)


def train(X, y, w1, w2, learning_rate, n_iters):
    losses = []
    for i in range(n_iters):
        loss = (X.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for w in (w1, w2):
                w -= learning_rate * w.grad
                w.grad = None
    return losses
