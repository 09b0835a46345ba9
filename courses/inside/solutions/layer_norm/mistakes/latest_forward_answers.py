"""Your backward always answers for the latest forward: it takes its numbers from a place that every call
overwrites. Put all that it needs into the cache itself."""

kind = "state_between_calls"

as_solved = forward
latest = {}


def forward(x, gain, bias, eps):
    out, latest["cache"] = as_solved(x, gain, bias, eps)
    return out, latest


def backward(dout, cache):
    normed, inverse, gain = cache["cache"]
    g = gain * dout
    through = g.mean(axis=-1, keepdims=True) + normed * (g * normed).mean(axis=-1, keepdims=True)
    return inverse * (g - through), over_rows(dout * normed), over_rows(dout)
