"""You look at the first entry of x alone. Every entry has its own difference."""

kind = "reduction"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool(np.abs(claimed - measured)[0] <= rtol * np.abs(measured).max())
