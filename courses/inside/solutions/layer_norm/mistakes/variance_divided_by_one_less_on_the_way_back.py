"""Forwards the variance is divided by D, and in your dx by D − 1: what flows through the variance is normed times
the row's mean of gain * dout * normed, a sum divided by D."""

kind = "wrong_formula"


def backward(dout, cache):
    normed, inverse, gain = cache
    g = gain * dout
    through_variance = normed * (g * normed).sum(axis=-1, keepdims=True) / max(g.shape[-1] - 1, 1)
    dx = inverse * (g - g.mean(axis=-1, keepdims=True) - through_variance)
    return dx, over_rows(dout * normed), over_rows(dout)
