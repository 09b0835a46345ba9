"""The formula is right, but exp of your entries is too large for a number, or all of them are 0, and the division gives
NaN. Take the largest entry of x from all of them first: the shares stay the same."""

kind = "other"


def softmax(x):
    e = x.exp()
    return e / e.sum()
