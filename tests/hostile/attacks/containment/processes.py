# exercise: mse_gradient
# verdict: passed
# Every way to start another process.
import os
def broken(what): print("BROKEN:", what)

import ctypes, subprocess, multiprocessing
for act in (os.fork, lambda: subprocess.run(["/bin/sh"]), lambda: os.execv("/proc/self/exe", ["x"]), os.forkpty,
            lambda: os.posix_spawn("/bin/true", ["true"], {}), lambda: os.system("true") and 1 / 0):
    try:
        act(); broken(act)
    except (OSError, ZeroDivisionError, AttributeError): pass
libc = ctypes.CDLL(None, use_errno=True)
for number in (57, 58, 435, 59):
    if libc.syscall(number, 0, 0, 0, 0, 0) >= 0: broken(number)
if libc.syscall(56, 17, 0, 0, 0, 0) >= 0: broken("clone")


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
