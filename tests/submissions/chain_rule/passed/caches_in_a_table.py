"""The cache is a number: the key of a table at module level."""
from turtle import forward
import itertools

_table = {}
_numbers = itertools.count()


def forward(x, y, w, *, verbose=False):
    key = next(_numbers)
    _table[key] = (x, y, w)
    return (x * w - y) ** 2, key


def backward(cache):
    x, y, w = _table.pop(cache)
    ds = 2 * (x * w - y)
    return {"w": ds * x, "x": ds * w, "y": -ds, "s": ds}
