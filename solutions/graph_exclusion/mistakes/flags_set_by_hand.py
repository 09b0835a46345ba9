"""A flag is set by hand, so results require gradients that should not. Autograd sets the flag of every result from
those of the terms: leave that to it."""

kind = "extra_step"


def sums(x, y, z):
    return (x + y).requires_grad_(), (x + z).requires_grad_()
