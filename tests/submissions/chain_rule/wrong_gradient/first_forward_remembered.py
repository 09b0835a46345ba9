saved = []


def forward(x, y, w):
    saved.append((x, y, w))
    return (x * w - y) ** 2, None


def backward(cache):
    x, y, w = saved[0]
    s = x * w - y
    return {"x": 2 * s * w, "y": -2 * s, "w": 2 * s * x}
