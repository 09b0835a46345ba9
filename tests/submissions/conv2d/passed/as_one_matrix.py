# a convolution is linear in x: write down its matrix, and the way back is the transposed one
import numpy as np


class Cache:
    pass


def forward(x, w, b, stride, padding):
    self = Cache()
    self.x, self.w = x, w
    n, c, h, wd = x.shape
    f, _, kh, kw = w.shape
    self.oh, self.ow = (h + 2 * padding - kh) // stride + 1, (wd + 2 * padding - kw) // stride + 1
    self.pairs = []  # (place in out, place in the kernel, place in x)
    for y in range(self.oh):
        for z in range(self.ow):
            for i in range(kh):
                for j in range(kw):
                    r, s = y * stride + i - padding, z * stride + j - padding
                    if 0 <= r < h and 0 <= s < wd:
                        self.pairs.append((y, z, i, j, r, s))
    out = np.zeros((n, f, self.oh, self.ow)) + b.reshape(-1, 1, 1)
    for y, z, i, j, r, s in self.pairs:
        out[:, :, y, z] += x[:, :, r, s] @ w[:, :, i, j].T
    return out, self


def backward(dout, cache):
    dx, dw = np.zeros(cache.x.shape), np.zeros(cache.w.shape)
    for y, z, i, j, r, s in cache.pairs:
        dx[:, :, r, s] += dout[:, :, y, z] @ cache.w[:, :, i, j]
        dw[:, :, i, j] += dout[:, :, y, z].T @ cache.x[:, :, r, s]
    return dx, dw, dout.sum((0, 2, 3))
