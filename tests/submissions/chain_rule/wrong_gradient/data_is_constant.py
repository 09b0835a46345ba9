"""Only the weight is to be learnt, so the others are taken to be constants."""


def forward(x, y, w):
    s = x * w - y
    return s**2, (x, s)


def backward(cache):
    x, s = cache
    return {"x": 0.0, "y": 0.0, "w": 2 * s * x}
