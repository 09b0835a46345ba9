"""The two sums come in the wrong order: x + y is first, x + z second."""

kind = "wrong_return"


def sums(x, y, z):
    return x + z, x + y
