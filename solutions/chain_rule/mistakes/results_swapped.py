"""Your forward returns what looks like the cache first, and the loss second. The loss comes first: a number."""


def forward(x, y, w):
    s = x * w - y
    return (x, w, s), s**2
