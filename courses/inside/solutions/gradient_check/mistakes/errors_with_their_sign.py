"""Your errors have a sign, and a negative one is never larger than what is allowed. Take their absolute values."""

kind = "sign"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((claimed - measured <= rtol * np.abs(measured).max()).all())
