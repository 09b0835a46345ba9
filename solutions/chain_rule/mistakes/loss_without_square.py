"""Your loss is the difference of prediction and target, not its square: it can be negative and has no smallest value.
Compare it with the third node of the graph."""

kind = "wrong_loss"


def forward(x, y, w):
    s = x * w - y
    return s, (x, w, s)
