"""You compare the errors with rtol itself. It is relative: an entry of 1,000 may be off by 1,000 · rtol, and one of
0.001 by no more than 0.001 · rtol."""

kind = "wrong_formula"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) <= rtol).all())
