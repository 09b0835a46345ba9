# exercise: mse_gradient
# verdict: passed
# levels: full
# Looks for what leaves_residue.py left.
def broken(what): print("BROKEN:", what)


import ctypes
import os
import sys
import tempfile

libc = ctypes.CDLL(None, use_errno=True)
for folder in ("/tmp", "/dev/shm", "/dev", "/var/tmp", "/run", "/", tempfile.gettempdir(), os.path.expanduser("~"), *sys.path):
    for name in ("residue", "residue.pth", "sitecustomize.py", "numpy.py", "__pycache__/residue.pyc"):
        if os.path.exists(os.path.join(folder, name)) and not (folder, name) == ("/site", "numpy.py"):
            broken((folder, name))
if os.listdir("/tmp"):
    broken(os.listdir("/tmp"))
for number, arguments in ((29, (77, 4096, 0)), (68, (77, 0)), (64, (77, 1, 0))):
    if libc.syscall(number, *arguments) >= 0:
        broken(number)
if "RESIDUE" in os.environ or "residue" in sys.modules or os.umask(0) == 0:
    broken("state of the process")


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
