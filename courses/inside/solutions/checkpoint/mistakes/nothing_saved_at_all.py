"""You call f with gradients on and return what it gives: the numbers are right, but all that a checkpoint is to leave
away is kept. Call f under no_grad, and once more in backward."""

kind = "other"


def checkpoint(f, *xs):
    return f(*xs)
