"""Your differences are those of the sum of f: each of its entries is taken with the weight 1. Their weights are the
entries of v."""

kind = "argument_ignored"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([(f(x + step) - f(x - step)).sum() for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).all())
