"""Your dgain is the sum of dout * x. What gain is multiplied by is the normalised x."""

kind = "wrong_operand"

as_solved = backward


def forward(x, gain, bias, eps):
    centred = x - x.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + eps)
    return gain * centred * inverse + bias, ((centred * inverse, inverse, gain), x)


def backward(dout, cache):
    solved, x = cache
    dx, _, dbias = as_solved(dout, solved)
    return dx, over_rows(dout * x), dbias
