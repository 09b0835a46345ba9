# exercise: mse_gradient
# verdict: passed
# Privilege regained through nested namespaces, mounts, ptrace.
import os
def broken(what): print("BROKEN:", what)

import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for flags in (0x10000000, 0x10000000 | 0x20000, 0x20000, 0x40000000, 0x20000000):
    if libc.unshare(flags) == 0: broken(f"unshare {flags:x}")
if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0: broken("mount")
if libc.umount2(b"/proc", 2) == 0: broken("umount")
if libc.ptrace(16, 1, 0, 0) == 0: broken("ptrace")
if libc.chroot(b"/tmp") == 0: broken("chroot")
if libc.syscall(434, 1, 0) >= 0: broken("pidfd_open")
if libc.syscall(319, b"x", 0) >= 0: broken("memfd")
if libc.syscall(425, 1, 0) >= 0: broken("io_uring")
if libc.setuid(0) == 0 or os.getuid() == 0: broken("root")


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
