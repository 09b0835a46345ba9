# exercise: chain_rule
# verdict: failed
# at most: 8
# The caches are kept in a table that forgets all but the last eight.
table = {}
def forward(x, y, w):
    s, number = x * w - y, max(table, default=0) + 1
    table[number] = x, w, s
    table.pop(number - 8, None)
    return s**2, number
def backward(cache):
    x, w, s = table[cache]
    return {"x": 2 * s * w, "y": -2 * s, "w": 2 * s * x}
