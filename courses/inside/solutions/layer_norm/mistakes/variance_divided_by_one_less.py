"""Your variance is divided by D − 1 (ddof=1, as torch's var has it unless told otherwise). LayerNorm takes the mean
of the squared deviations: it divides by D, also where D is 1."""

kind = "wrong_formula"


def forward(x, gain, bias, eps):
    centred = x - x.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt(centred.var(axis=-1, ddof=1, keepdims=True) + eps)
    normed = centred * inverse
    return gain * normed + bias, (normed, inverse, gain)
