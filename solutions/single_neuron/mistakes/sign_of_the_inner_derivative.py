"""Your gradient has the wrong sign. With the error taken as y − w·x the loss is the same, but what stands inside the
square then falls as w grows, and the chain rule brings that minus along. Differentiate the inside as well."""

kind = "sign"


def loss_and_grad(x, y, w):
    error = y - w * x
    return error**2, 2 * error * x
