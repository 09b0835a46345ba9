"""`x -= …` changes the array that the caller has handed over. Make a new one: `centred = x - x.mean(…)`."""

kind = "in_place_on_caller"


def forward(x, gain, bias, eps):
    x -= x.mean(axis=-1, keepdims=True)
    inverse = 1 / np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps)
    normed = x * inverse
    return gain * normed + bias, (normed, inverse, gain)
