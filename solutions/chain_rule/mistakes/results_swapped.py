"""Your forward returns what looks like the cache first, and the loss second. The loss comes first: a number."""

kind = "wrong_return"


def forward(x, y, w):
    s = x * w - y
    return (x, w, s), s**2
