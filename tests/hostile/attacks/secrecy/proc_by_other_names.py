# exercise: mse_gradient
# verdict: passed
# levels: full
# Roads to /proc and to other processes: links, threads, descriptors, a mount of its own.
def broken(what): print("BROKEN:", what)


import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for pid in ("self", "thread-self", "1", "2", str(os.getpid())):
    for name in ("root", "cwd/../..", "mem", "maps", "environ", "cmdline", "fd/3", "map_files", "task", "ns/pid", "status"):
        try:
            path = f"/proc/{pid}/{name}"
            found = os.listdir(path) if os.path.isdir(path) else os.open(path, os.O_RDONLY)
            broken((path, found))
        except OSError:
            pass
for target in ("/proc/self/environ", "/etc/shadow", "/proc/1/root/etc/passwd", "/root/.bashrc"):
    try:
        link = f"/tmp/link{abs(hash(target))}"
        os.symlink(target, link)
        broken((target, open(link).read(10)))
    except OSError:
        pass
if sorted(os.listdir("/proc")) != ["cpuinfo"]:
    broken(os.listdir("/proc"))
if libc.mount(b"proc", b"/tmp", b"proc", 0, None) == 0:
    broken("a proc of its own")


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
