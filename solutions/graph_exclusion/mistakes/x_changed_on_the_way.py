"""The first sum is made in place, so x holds x + y by the time the second one is made. Make a new tensor for each
result."""

kind = "in_place_on_caller"


def sums(x, y, z):
    x += y
    return x, x + z
