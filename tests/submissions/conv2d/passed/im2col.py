import numpy as np


def _indices(C, kh, kw, OH, OW, stride):
    i0 = np.tile(np.repeat(np.arange(kh), kw), C)
    j0 = np.tile(np.arange(kw), kh * C)
    i1 = stride * np.repeat(np.arange(OH), OW)
    j1 = stride * np.tile(np.arange(OW), OH)
    k = np.repeat(np.arange(C), kh * kw).reshape(-1, 1)
    return k, i0.reshape(-1, 1) + i1.reshape(1, -1), j0.reshape(-1, 1) + j1.reshape(1, -1)


def forward(x, w, b, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, kh, kw = w.shape
    OH, OW = 1 + (H + 2 * padding - kh) // stride, 1 + (W + 2 * padding - kw) // stride
    padded = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="constant")
    where = _indices(C, kh, kw, OH, OW, stride)
    cols = padded[:, where[0], where[1], where[2]]  # N, C*kh*kw, OH*OW
    out = (w.reshape(F, -1) @ cols).reshape(N, F, OH, OW) + b.reshape(1, F, 1, 1)
    return out, {"cols": cols, "where": where, "w": w, "shape": padded.shape, "padding": padding}


def backward(dout, cache):
    w, where, p = cache["w"], cache["where"], cache["padding"]
    N, F = dout.shape[:2]
    flat = dout.reshape(N, F, -1)
    dw = np.tensordot(flat, cache["cols"], axes=([0, 2], [0, 2])).reshape(w.shape)
    dcols = w.reshape(F, -1).T @ flat
    dx = np.zeros(cache["shape"])
    np.add.at(dx, (slice(None), *where), dcols)
    if p:
        dx = dx[:, :, p:-p, p:-p]
    return dx, dw, flat.sum(axis=(0, 2))
