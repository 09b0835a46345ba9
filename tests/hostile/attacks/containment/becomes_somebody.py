# exercise: mse_gradient
# verdict: passed
# Other users and groups, capabilities, and what dumps memory to disk.
def broken(what): print("BROKEN:", what)


import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
for act in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.setresuid(0, 0, 0), lambda: os.setregid(1, 1)):
    try:
        act()
        broken(act)
    except OSError:
        pass
if libc.prctl(24, 0, 0, 0, 0) == 0 or libc.prctl(47, 2, 21, 0, 0) == 0:
    broken("a capability")
if libc.prctl(39, 0, 0, 0, 0) != 1:
    broken(("new privileges are possible", libc.prctl(39, 0, 0, 0, 0), ctypes.get_errno()))
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
libc.capget(header, data)
if any(data):
    broken(list(data))
if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):
    broken("core dumps")


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
