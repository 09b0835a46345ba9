def square(x, y, w):
    return x * x * w * w - 2 * x * w * y + y * y


def forward(x, y, w):
    return square(x, y, w), [x, y, w]


def backward(cache):
    h, found = 1e-5, {}
    for i, name in enumerate("xyw"):
        above, below = list(cache), list(cache)
        above[i] += h
        below[i] -= h
        found[name] = (square(*above) - square(*below)) / (2 * h)
    return found
