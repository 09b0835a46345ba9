"""You call backward for each entry of x. It gives all entries at once: call it once."""

kind = "extra_step"


def agrees(f, backward, x, v, eps, rtol):
    claimed = np.array([backward(x, v)[j] for j in range(x.size)])
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).all())
