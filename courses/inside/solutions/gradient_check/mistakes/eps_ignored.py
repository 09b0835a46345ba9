"""Your step is 1e-5, whatever eps is. Where x is small that is no small step: use the argument."""

kind = "hard_coded"


def agrees(f, backward, x, v, eps, rtol):
    eps = 1e-5
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).all())
