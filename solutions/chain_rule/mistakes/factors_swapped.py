"""Your derivatives with respect to x and w are swapped: at a product, each factor's own derivative is the other
factor. Differentiate x · w with respect to x once more."""

kind = "wrong_operand"


def backward(cache):
    x, w, s = cache
    return {"x": 2 * s * x, "y": -2 * s, "w": 2 * s * w}
