"""Your loss is right, and your gradient is half of what it should be: the derivative of a square brings down a factor
2, and it got lost. Differentiate (w·x − y)² once more, or let autograd do it."""

kind = "factor"


def loss_and_grad(x, y, w):
    error = w * x - y
    return error**2, error * x
