# exercise: mse_gradient
# verdict: passed
# Files written anywhere that outlives the session.
import os
def broken(what): print("BROKEN:", what)

import sys, site
for folder in ["/", "/site", "/untrusted", "/untrusted/worker", "/dev", "/dev/shm", "/etc", "/usr/lib", "/proc", os.path.dirname(os.__file__), *sys.path]:
    try:
        with open(os.path.join(folder, "residue.pth"), "w") as file: file.write("x")
        broken(folder)
    except OSError: pass
if os.path.exists("/tmp/residue"): broken("an earlier worker's file")
open("/tmp/residue", "w").write("x")


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
