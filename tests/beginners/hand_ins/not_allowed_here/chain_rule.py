import torch  # war in der Vorlage vom letzten Jahr


def forward(x, y, w):
    s = x * w - y
    return s ** 2, (x, w, s)


def backward(cache):
    x, w, s = cache
    return {"x": 2 * s * w, "y": -2 * s, "w": 2 * s * x}
