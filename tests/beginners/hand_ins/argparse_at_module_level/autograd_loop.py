import sys
import argparse
import torch

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.01)
parser.add_argument("--epochs", type=int, default=100)
args, unknown = parser.parse_known_args()
print(sys.argv, vars(args))


def train(X, Y, learning_rate, n_iters):
    w = torch.zeros((), dtype=X.dtype).requires_grad_()
    losses = []
    for epoch in range(n_iters):
        loss = (w * X - Y).square().mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            w.grad = None
    return w.item(), losses
