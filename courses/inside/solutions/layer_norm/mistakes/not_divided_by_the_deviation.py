"""Your dx is not divided by the standard deviation: normed is centred / σ, and 1 / σ is a factor of everything that
flows back."""

kind = "factor"


def backward(dout, cache):
    normed, _, gain = cache
    g = gain * dout
    dx = g - g.mean(axis=-1, keepdims=True) - normed * (g * normed).mean(axis=-1, keepdims=True)
    return dx, over_rows(dout * normed), over_rows(dout)
