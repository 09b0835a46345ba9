"""Your gradient has the wrong sign: the error in it is taken as y − y_pred, but J grows with y_pred − y.
Differentiate (wx − y)² with respect to w once more and watch the sign of what stands inside."""

kind = "sign"


def gradient(x, y, y_pred):
    return (2 * x * (y - y_pred)).mean()
