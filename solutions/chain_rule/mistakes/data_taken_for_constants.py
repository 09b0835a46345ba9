"""You take x and y for constants and give them the derivative 0. In training that is all the same, as only w moves; but
the loss does depend on both, and the exercise asks how."""

kind = "wrong_formula"


def backward(cache):
    x, _, s = cache
    return {"x": 0.0, "y": 0.0, "w": 2 * s * x}
