"""Your gradient is the derivative with respect to the prediction: the last link of the chain is missing. Ask how much
the prediction itself changes when w does."""

kind = "wrong_formula"


def loss_and_grad(x, y, w):
    error = w * x - y
    return error**2, 2 * error
