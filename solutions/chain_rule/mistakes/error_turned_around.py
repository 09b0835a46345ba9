"""All your derivatives have the wrong sign: the error is taken as y − ŷ on the way back. The square of the loss hides
the sign, the derivative does not; stay with s = ŷ − y."""

kind = "sign"


def backward(cache):
    x, w, s = cache
    return {"x": -2 * s * w, "y": 2 * s, "w": -2 * s * x}
