"""In your dx the factor gain is missing: out is gain * normed + bias, so what reaches normed is gain * dout."""

kind = "wrong_formula"


def backward(dout, cache):
    normed, inverse, _ = cache
    through = dout.mean(axis=-1, keepdims=True) + normed * (dout * normed).mean(axis=-1, keepdims=True)
    return inverse * (dout - through), over_rows(dout * normed), over_rows(dout)
