"""Your loss is the difference of prediction and target, not its square: it can be negative and has no smallest value.
Compare it with the third node of the graph."""


def forward(x, y, w):
    s = x * w - y
    return s, (x, w, s)
