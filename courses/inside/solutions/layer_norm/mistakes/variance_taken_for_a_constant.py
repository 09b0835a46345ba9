"""In your dx what flows through the mean is there, and what flows through the variance is missing: subtract normed
times the row's mean of gain * dout * normed."""

kind = "wrong_formula"


def backward(dout, cache):
    normed, inverse, gain = cache
    g = gain * dout
    dx = inverse * (g - g.mean(axis=-1, keepdims=True))
    return dx, over_rows(dout * normed), over_rows(dout)
