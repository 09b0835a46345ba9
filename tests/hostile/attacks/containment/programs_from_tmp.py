# exercise: mse_gradient
# verdict: passed
# Writes a program and runs it: from /tmp, from memory, through the loader, as a library.
def broken(what): print("BROKEN:", what)


import ctypes
import glob
import mmap
import os
import shutil

libc = ctypes.CDLL(None, use_errno=True)
library = (glob.glob("/lib*/libm.so*") + glob.glob("/usr/lib/*/libm.so*") + glob.glob("/lib/*/libm.so*"))[0]
shutil.copyfile(library, "/tmp/own.so")
try:
    os.chmod("/tmp/own.so", 0o4777)
except OSError:
    pass
try:
    broken(ctypes.CDLL("/tmp/own.so"))
except OSError:
    pass
for path in (b"/tmp/own.so", b"/lib64/ld-linux-x86-64.so.2", b"/usr/bin/env"):
    if libc.execv(path, None) == 0 or libc.syscall(322, -100, path, None, None, 0) == 0:
        broken(path)
for kind in (0o060000, 0o020000):
    try:
        os.mknod("/tmp/device", kind | 0o666, os.makedev(8, 0))
        broken("a device")
    except OSError:
        pass


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
