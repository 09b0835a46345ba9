# exercise: mse_gradient
# verdict: passed
# Descriptors beyond its own stdio and one channel.
import os
def broken(what): print("BROKEN:", what)

import stat
open_ones = []
for fd in range(1024):
    try: open_ones.append((fd, stat.S_IFMT(os.fstat(fd).st_mode)))
    except OSError: pass
if [fd for fd, _ in open_ones] != [0, 1, 2, 3, 4]: broken(open_ones)
if any(kind == stat.S_IFSOCK for _, kind in open_ones): broken("a socket")


def forward(x, w):
    return w * x


def loss(y, y_pred):
    return ((y_pred - y) ** 2).mean()


def gradient(x, y, y_pred):
    return (2 * x * (y_pred - y)).mean()


def train(X, Y, learning_rate, n_iters):
    w, losses = 0.0, []
    for _ in range(n_iters):
        losses.append(loss(Y, w * X))
        w = w - learning_rate * gradient(X, Y, w * X)
    return w, losses
