"""Your gradients of gain and bias are summed over the first axis alone, which is right for x of two axes only. gain
and bias have the shape (D,): sum over all axes but the last, however many there are."""

kind = "wrong_shape"


def over_rows(terms):
    return terms.sum(axis=0)
