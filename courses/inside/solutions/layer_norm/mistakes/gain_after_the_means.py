"""In your dx the factor gain comes after the two means are taken. Each place has its own gain, so that it does not
come out of a mean: multiply dout by gain first."""

kind = "order_of_statements"


def backward(dout, cache):
    normed, inverse, gain = cache
    through = dout.mean(axis=-1, keepdims=True) + normed * (dout * normed).mean(axis=-1, keepdims=True)
    return gain * inverse * (dout - through), over_rows(dout * normed), over_rows(dout)
