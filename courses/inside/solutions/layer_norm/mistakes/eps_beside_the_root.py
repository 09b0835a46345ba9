"""You add eps to the standard deviation. In the formula it is added to the variance, under the root."""

kind = "wrong_formula"


def forward(x, gain, bias, eps):
    centred = x - x.mean(axis=-1, keepdims=True)
    inverse = 1 / (np.sqrt((centred**2).mean(axis=-1, keepdims=True)) + eps)
    normed = centred * inverse
    return gain * normed + bias, (normed, inverse, gain)
