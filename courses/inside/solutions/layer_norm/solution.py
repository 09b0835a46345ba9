"""LayerNorm and its three gradients (Ba, Kiros and Hinton, 2016). With g = gain * dout, the mean and the variance each
take a part of g away."""

import numpy as np


def forward(x, gain, bias, eps):
    centred = x - row_mean(x)
    inverse = 1 / np.sqrt(row_mean(centred**2) + eps)
    normed = centred * inverse
    return gain * normed + bias, (normed, inverse, gain)


def backward(dout, cache):
    normed, inverse, gain = cache
    g = gain * dout
    dx = inverse * (g - row_mean(g) - normed * row_mean(g * normed))
    return dx, over_rows(dout * normed), over_rows(dout)


def row_mean(terms):
    return terms.mean(axis=-1, keepdims=True)


def over_rows(terms):
    return terms.sum(axis=tuple(range(terms.ndim - 1)))
