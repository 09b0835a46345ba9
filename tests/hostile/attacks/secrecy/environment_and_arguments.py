# exercise: mse_gradient
# verdict: passed
# The environment and the command line of the worker.
import os
def broken(what): print("BROKEN:", what)

import sys
allowed = {"HOME", "LANG", "PATH", "USER", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
           "MKL_NUM_THREADS", "TORCHINDUCTOR_CACHE_DIR", "PWD", "LC_CTYPE", "TMPDIR"}
if os.environ.pop("CUDA_VISIBLE_DEVICES", ""): broken("a card is in sight")
if set(os.environ) - allowed: broken(set(os.environ) - allowed)
if any("seed" in a or "student" in a for a in sys.argv + sys.orig_argv): broken(sys.orig_argv)


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
