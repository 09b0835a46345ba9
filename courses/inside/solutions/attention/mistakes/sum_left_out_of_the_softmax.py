"""Your way through the softmax is p * dp: the exponentials are differentiated, the sum that they are divided by is
not. Subtract the row's sum of dp * p from dp first."""

kind = "wrong_formula"


def through_softmax(dp, p):
    return p * dp
