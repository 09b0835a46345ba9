"""Your way back ends at the prediction: x and w both get dL/dŷ, and the product node is passed by. One more link is
missing, the derivative of x · w with respect to each of its factors."""

kind = "wrong_formula"


def backward(cache):
    _, _, s = cache
    return {"x": 2 * s, "y": -2 * s, "w": 2 * s}
