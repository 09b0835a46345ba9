"""Your derivatives are all half of what they should be: the derivative of a square brings down a factor 2, and it got
lost. Look at the last node, s²."""

kind = "factor"


def backward(cache):
    x, w, s = cache
    return {"x": s * w, "y": -s, "w": s * x}
