# exercise: mse_gradient
# verdict: passed
# Source through inspect, linecache, pkgutil, zipimport and the loaders of everything that is imported.
def broken(what): print("BROKEN:", what)


import inspect
import linecache
import pkgutil
import sys

for module in list(sys.modules.values()):
    file = getattr(module, "__file__", None) or ""
    if type(file) is str and any(word in file for word in ("/work/", "solutions", "/home", "course", "grader/")):
        broken(file)
for name in list(linecache.cache):
    if not name.startswith(("<source_by_inspection", "<frozen", "/usr", "/site", "/lib")) and "python" not in name:
        broken(name)
for name in ("grader.worker", "solutions.mse_gradient", "checks", "solution"):
    try:
        if pkgutil.get_data(name, "checks.py"):
            broken(name)
    except (ImportError, AttributeError, OSError, TypeError):
        pass
frame = sys._getframe()
while frame:
    if "student" in str(frame.f_locals.get("path", "")) or "solutions" in inspect.getfile(frame):
        broken(inspect.getfile(frame))
    frame = frame.f_back


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
