# keeps only the inputs and computes the rest again on the way back
from numpy import asarray, einsum, sqrt


def _norm(x, eps):
    mean = einsum("...d->...", x)[..., None] / x.shape[-1]
    var = einsum("...d,...d->...", x, x)[..., None] / x.shape[-1] - mean**2
    return (x - mean) / sqrt(abs(var) + eps), sqrt(abs(var) + eps)


def forward(x, gain, bias, eps=1e-5):
    x = asarray(x)
    return _norm(x, eps)[0] * gain + bias, [x.copy(), gain.copy(), eps]


def backward(dout, cache):
    x, gain, eps = cache
    n, s = _norm(x, eps)
    D = x.shape[-1]
    g = dout * gain
    dx = (D * g - g.sum(axis=-1, keepdims=True) - n * (g * n).sum(axis=-1, keepdims=True)) / (D * s)
    return [dx, einsum("nd,nd->d", dout.reshape(-1, D), n.reshape(-1, D)), einsum("nd->d", dout.reshape(-1, D))]
