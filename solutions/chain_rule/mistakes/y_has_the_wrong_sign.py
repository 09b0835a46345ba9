"""Your derivative with respect to y has the wrong sign: in s = ŷ − y the target comes with a minus. Ask what happens
to s when y grows."""

kind = "sign"


def backward(cache):
    x, w, s = cache
    return {"x": 2 * s * w, "y": 2 * s, "w": 2 * s * x}
