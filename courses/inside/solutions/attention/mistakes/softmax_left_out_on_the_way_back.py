"""Your dq and dk leave out the softmax: what reaches the weights is taken for what reaches the scores. Between the
two is ds = p * (dp − the row's sum of dp * p)."""

kind = "wrong_formula"


def through_softmax(dp, p):
    return dp
