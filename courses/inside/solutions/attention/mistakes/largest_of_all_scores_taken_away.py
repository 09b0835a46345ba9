"""From all scores you take the largest one of all rows. Rows that are far below it have nothing but zeros after
exp, and 0 / 0 is NaN: take from each row its own largest one."""

kind = "other"


def softmax(scores):
    e = np.exp(scores - scores.max())
    return e / e.sum(axis=-1, keepdims=True)
