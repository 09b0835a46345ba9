"""Your backward always answers for the latest forward: it takes its numbers from a place that every call
overwrites. Put all that it needs into the cache itself."""

kind = "state_between_calls"

solved_forward, solved_backward = forward, backward
latest = {}


def forward(x, w, b, stride, padding):
    out, latest["cache"] = solved_forward(x, w, b, stride, padding)
    return out, latest


def backward(dout, cache):
    return solved_backward(dout, cache["cache"])
