# exercise: chain_rule
# verdict: failed
# at most: 5
# Takes the derivatives out of the loss by divisions that fail at x = 0, at w = 0 and at a perfect fit.
def forward(x, y, w):
    return (x * w - y) ** 2, (x, w, (x * w - y) ** 2, x * w - y)
def backward(cache):
    x, w, loss, s = cache
    ds = 2 * loss / s                      # ZeroDivisionError at a perfect fit
    return {"x": ds * (x * w) / x, "y": -ds, "w": ds * (x * w) / w}   # and at x = 0 or w = 0
