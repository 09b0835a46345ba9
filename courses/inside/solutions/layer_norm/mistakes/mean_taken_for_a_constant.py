"""In your dx what flows through the mean is missing: subtract the row's mean of gain * dout. Each x takes part in
its row's mean with the weight 1/D."""

kind = "wrong_formula"


def backward(dout, cache):
    normed, inverse, gain = cache
    g = gain * dout
    dx = inverse * (g - normed * (g * normed).mean(axis=-1, keepdims=True))
    return dx, over_rows(dout * normed), over_rows(dout)
