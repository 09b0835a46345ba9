"""The forward pass waits in the middle of a generator for the way back."""


def graph(x, y, w):
    s = x * w - y
    yield s * s
    yield {"x": 2 * s * w, "y": -2 * s, "w": 2 * s * x}


def forward(x, y, w):
    steps = graph(x, y, w)
    return next(steps), steps


def backward(cache):
    return next(cache)
