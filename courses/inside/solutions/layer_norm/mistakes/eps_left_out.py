"""Your standard deviation is without eps: a row whose numbers are all the same, or that has only one, is divided by
0."""

kind = "argument_ignored"


def forward(x, gain, bias, eps):
    centred = x - x.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt((centred**2).mean(axis=-1, keepdims=True))
    normed = centred * inverse
    return gain * normed + bias, (normed, inverse, gain)
