"""Your dx is gain * dout / σ: it takes the mean and the variance for constants. But they are computed from x as
well, and each of the two takes a part of the gradient away."""

kind = "wrong_formula"


def backward(dout, cache):
    normed, inverse, gain = cache
    return inverse * gain * dout, over_rows(dout * normed), over_rows(dout)
