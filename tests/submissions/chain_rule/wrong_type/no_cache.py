def forward(x, y, w):
    return (x * w - y) ** 2


def backward(cache):
    return {"x": 0.0, "y": 0.0, "w": 0.0}
