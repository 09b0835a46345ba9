"""You ask backward for a v of ones and take the sum of f: the v that you are given is ignored. A backward that is
right for ones alone gets away with it."""

kind = "argument_ignored"


def agrees(f, backward, x, v, eps, rtol):
    v = np.ones_like(v)
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).all())
