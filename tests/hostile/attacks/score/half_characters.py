# exercise: chain_rule
# verdict: failed
# at most: 3
# Keys, texts and errors with halves of characters, which no message can hold.
calls = 0


def forward(x, y, w):
    return (x * w - y) ** 2, None


def backward(cache):
    global calls
    calls += 1
    if calls % 2:
        return {"\ud800": 1.0, "x": "\udfff", "y": 0.0, "w": 0.0}
    raise ValueError("\udcff" * 30_000)
