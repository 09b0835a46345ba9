# exercise: mse_gradient
# verdict: passed
# What is open to a worker with a GPU alone: memory files, Unix sockets, policies of memory, names of threads, /sys.
import ctypes
import errno
import glob
import os
import platform
import struct

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)
CALLS = {
    "x86_64": {"memfd_create": 319, "socket": 41, "bind": 49, "listen": 50, "mbind": 237, "set_mempolicy": 238,
               "sched_setaffinity": 203},
    "aarch64": {"memfd_create": 279, "socket": 198, "bind": 200, "listen": 201, "mbind": 235, "set_mempolicy": 237,
                "sched_setaffinity": 122},
}  # fmt: skip
ARGUMENTS = {"memfd_create": (b"x", 0), "socket": (1, 1, 0), "sched_setaffinity": (0, 8, struct.pack("Q", 1))}
for name, number in CALLS[platform.machine()].items():
    if libc.syscall(number, *ARGUMENTS.get(name, (0, 0, 0, 0, 0, 0))) >= 0 or ctypes.get_errno() != errno.EPERM:
        print("BROKEN", name, errno.errorcode.get(ctypes.get_errno()))

for path in ("/proc/self/comm", "/proc/self/task/self/comm", f"/proc/self/task/{os.getpid()}/comm", "/proc/thread-self/comm"):
    try:
        with open(path, "w") as file:
            file.write("x")
        print("BROKEN wrote", path)
    except OSError:
        pass
for path in (*glob.glob("/dev/nvidia*"), "/dev/dxg", "/proc/devices", "/proc/modules", "/proc/driver", "/proc/meminfo",
             "/proc/self/maps", "/proc/self/status", "/sys/bus/pci/devices", "/sys/module", "/sys/class"):  # fmt: skip
    try:
        print("BROKEN read", path, len(os.listdir(path) if os.path.isdir(path) else open(path).read()))
    except OSError:
        pass
for name in os.environ:
    if name.startswith(("CUDA_", "CUBLAS", "LD_", "PYTORCH_")) and os.environ[name]:
        print("BROKEN variable", name)


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
