# every node of the graph on its own, as in the CS231n notes
import numpy as np


def forward(x, gain, bias, eps):
    D = x.shape[-1]
    mu = x.sum(-1, keepdims=True) / D
    xmu = x - mu
    sq = xmu**2
    var = sq.sum(-1, keepdims=True) / D
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar
    out = gain * xhat + bias
    return out, {"xhat": xhat, "gain": gain, "xmu": xmu, "ivar": ivar, "sqrtvar": sqrtvar, "var": var, "eps": eps}


def backward(dout, cache):
    D = dout.shape[-1]
    axes = tuple(range(dout.ndim - 1))
    dbias = np.sum(dout, axis=axes)
    dgain = np.sum(dout * cache["xhat"], axis=axes)
    dxhat = dout * cache["gain"]
    divar = np.sum(dxhat * cache["xmu"], axis=-1, keepdims=True)
    dxmu1 = dxhat * cache["ivar"]
    dsqrtvar = -1.0 / (cache["sqrtvar"] ** 2) * divar
    dvar = 0.5 * 1.0 / np.sqrt(cache["var"] + cache["eps"]) * dsqrtvar
    dsq = 1.0 / D * np.ones_like(dout) * dvar
    dxmu2 = 2 * cache["xmu"] * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -1 * np.sum(dxmu1 + dxmu2, axis=-1, keepdims=True)
    dx2 = 1.0 / D * np.ones_like(dout) * dmu
    return dx1 + dx2, dgain, dbias
