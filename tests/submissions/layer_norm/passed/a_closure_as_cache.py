import numpy as np


def forward(x, gain, bias, eps):
    mean, std = x.mean(-1)[..., np.newaxis], np.sqrt(x.var(-1) + eps)[..., np.newaxis]
    xhat = (x - mean) / std

    def way_back(dout):
        dgain = dout * xhat
        dbias = dout.copy()
        while dgain.ndim > 1:
            dgain, dbias = dgain.sum(0), dbias.sum(0)
        dxhat = dout * gain
        dvar = (dxhat * (x - mean)).sum(-1, keepdims=True) * -0.5 * std**-3
        dmean = -dxhat.sum(-1, keepdims=True) / std
        dx = dxhat / std + dvar * 2 * (x - mean) / x.shape[-1] + dmean / x.shape[-1]
        return dx, dgain, dbias

    return xhat * gain + bias, way_back


def backward(dout, cache):
    return cache(dout)
