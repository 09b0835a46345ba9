def forward(x, w):
    return x * w, (x, w)


def backward(cache):
    x, w = cache
    return {"x": w, "y": -1.0, "w": x}
