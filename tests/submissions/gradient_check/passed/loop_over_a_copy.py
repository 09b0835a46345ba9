import numpy as np


def numerical(f, x, v, eps):
    grad = np.zeros_like(x)
    for j in range(len(x)):
        xp = x.copy()
        xp[j] = x[j] + eps
        fp = np.dot(v, f(xp))
        xp[j] = x[j] - eps
        fm = np.dot(v, f(xp))
        grad[j] = (fp - fm) / (2 * eps)
    return grad


def agrees(f, backward, x, v, eps, rtol):
    # rel_error as in CS231n
    a, b = backward(x, v), numerical(f, x, v, eps)
    rel_error = np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))
    print("relative error", rel_error)
    return rel_error < rtol * 5
