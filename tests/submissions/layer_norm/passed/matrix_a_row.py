# the Jacobian of each row, (I - 1/D - n n^T / D) / sigma
import numpy as np


class Saved:
    def __init__(self, **kw):
        self.__dict__.update(kw)


def forward(x, gain, bias, eps):
    rows = x.reshape(-1, x.shape[-1])
    normed = np.empty_like(rows)
    sigmas = []
    for i, row in enumerate(rows):
        sigma = (np.var(row) + eps) ** 0.5
        normed[i] = (row - np.mean(row)) / sigma
        sigmas.append(sigma)
    return (normed * gain + bias).reshape(x.shape), Saved(normed=normed, sigmas=sigmas, gain=np.array(gain))


def backward(dout, cache):
    D = dout.shape[-1]
    rows = dout.reshape(-1, D)
    dx, dgain, dbias = np.zeros_like(rows), np.zeros(D), np.zeros(D)
    for i, (d, n, s) in enumerate(zip(rows, cache.normed, cache.sigmas, strict=True)):
        J = (np.eye(D) - 1 / D - np.outer(n, n) / D) / s
        dx[i] = J @ (d * cache.gain)
        dgain += d * n
        dbias += d
    return dx.reshape(dout.shape), dgain, dbias
