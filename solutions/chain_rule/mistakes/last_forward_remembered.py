"""Your backward pass always answers for the latest forward pass: it takes its numbers from a place that every call
overwrites, not from the cache that it is given. Put all that the way back needs into the cache itself."""

kind = "state_between_calls"

latest = {}


def forward(x, y, w):
    s = x * w - y
    latest.update(x=x, w=w, s=s)
    return s**2, latest


def backward(cache):
    x, w, s = cache["x"], cache["w"], cache["s"]
    return {"x": 2 * s * w, "y": -2 * s, "w": 2 * s * x}
