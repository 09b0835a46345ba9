# exercise: mse_gradient
# verdict: passed
# levels: full
# Leaves something for whoever comes next, wherever it can. looks_for_residue.py comes next.
import ctypes
import os
import sys
import tempfile

libc = ctypes.CDLL(None, use_errno=True)
for folder in ("/tmp", "/dev/shm", "/dev", "/var/tmp", "/run", "/", tempfile.gettempdir(), os.path.expanduser("~"), *sys.path):
    for name in ("residue", "residue.pth", "sitecustomize.py", "numpy.py", "__pycache__/residue.pyc"):
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write("print('BROKEN: residue')")
        except OSError:
            pass
for number, arguments in ((29, (77, 4096, 0o1666)), (68, (77, 0o1666)), (64, (77, 1, 0o1666))):
    libc.syscall(number, *arguments)
os.environ["RESIDUE"] = os.putenv("RESIDUE", "1") or "1"
sys.modules["residue"] = sys
os.umask(0)


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
