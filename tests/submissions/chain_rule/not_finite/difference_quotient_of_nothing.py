import numpy as np


def forward(x, y, w):
    return (x * w - y) ** 2, (x, y, w)


def backward(cache):
    x, y, w = cache
    h = np.float64(1e-200)
    f = lambda *p: forward(*p)[0]
    base = f(x, y, w)
    return {"x": (base - base) / (h * h), "y": (base - base) / (h * h), "w": (f(x, y, w + h) - base) / (h * h)}
