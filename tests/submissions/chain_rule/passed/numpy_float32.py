import numpy as np


def forward(x, y, w):
    v = np.array([x, y, w], dtype=np.float32)
    return np.square(v[0] * v[2] - v[1]), v


def backward(cache):
    x, y, w = cache
    s = x * w - y
    grad = 2 * s * np.array([w, -1, x])
    return {k: grad[i : i + 1] for i, k in enumerate("xyw")}
