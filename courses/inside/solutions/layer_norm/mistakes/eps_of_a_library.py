"""Your eps is 1e-5, the number that libraries begin with, whatever is passed in. Use the argument."""

kind = "hard_coded"


def forward(x, gain, bias, eps):
    centred = x - x.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
    normed = centred * inverse
    return gain * normed + bias, (normed, inverse, gain)
