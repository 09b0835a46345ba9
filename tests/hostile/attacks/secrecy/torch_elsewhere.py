# exercise: mse_gradient
# verdict: passed
# torch for a NumPy exercise: on the path, in other Pythons, as a shared library, half imported.
def broken(what): print("BROKEN:", what)


import ctypes
import glob
import importlib.util
import os
import sys

for name in ("torch", "jax", "tensorflow", "autograd_grader"):
    try:
        if importlib.util.find_spec(name):
            broken(name)
    except (ImportError, ValueError):
        pass
places = glob.glob("/*/lib*/python*/*-packages") + glob.glob("/usr/lib/python*/*") + glob.glob("/opt/*") + sys.path
for place in places:
    if any(os.path.exists(os.path.join(place, name)) for name in ("torch", "torch.py", "libtorch.so", "grader")):
        broken(place)
for library in ("libtorch.so", "libtorch_cpu.so", "libc10.so", "/site/torch/lib/libtorch.so"):
    try:
        broken(ctypes.CDLL(library))
    except OSError:
        pass
if any(name.split(".")[0] == "torch" for name in sys.modules):
    broken("torch is imported")


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
