stack = []


def forward(x, y, w):
    stack.append((x, y, w))
    return (x * w - y) ** 2, None


def backward(cache):
    x, y, w = stack.pop()
    s = x * w - y
    return {"x": 2 * s * w, "y": -2 * s, "w": 2 * s * x}
