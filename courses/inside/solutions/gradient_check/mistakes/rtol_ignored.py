"""What you allow is a thousandth, whatever rtol is. Use the argument."""

kind = "hard_coded"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) <= 1e-3 * np.abs(measured).max()).all())
