"""Yours are the nodes' own derivatives, not yet those of the loss: nothing has come down from above. By the chain
rule each is multiplied by the derivative of everything that comes after it."""

kind = "wrong_formula"


def backward(cache):
    x, w, _ = cache
    return {"x": w, "y": -1.0, "w": x}
