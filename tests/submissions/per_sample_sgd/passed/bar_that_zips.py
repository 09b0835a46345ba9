import torch
from tqdm.contrib import tenumerate, tzip
def train(xs, ys, w, learning_rate, n_epochs):
    losses, grads = [], []
    for _ in range(n_epochs):
        for x, y in tzip(xs, ys):
            e = w * x - y; grads.append(2 * e * x); w -= learning_rate * grads[-1]
        losses.append(e * e)
    return w, losses, grads
