"""What you allow is rtol times 1 or the largest entry, whichever is larger. Where all entries are small, that lets
everything through: measure by the entries themselves."""

kind = "wrong_formula"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) <= rtol * max(1.0, np.abs(measured).max())).all())
