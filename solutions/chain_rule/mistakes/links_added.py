"""Along the way back you add the nodes' own derivatives up. One after the other on the same path, they are multiplied;
a sum belongs where several paths meet in one input, and here there is one path to each."""

kind = "wrong_formula"


def backward(cache):
    x, w, s = cache
    return {"x": 2 * s + w, "y": 2 * s - 1, "w": 2 * s + x}
