"""Your way through the softmax is p * (1 − p) * dp: each weight is differentiated with respect to its own score
alone. But every score stands in the sum below, so that all weights of the row depend on it: ds = p * (dp − the
row's sum of dp * p)."""

kind = "wrong_formula"


def through_softmax(dp, p):
    return p * (1 - p) * dp
