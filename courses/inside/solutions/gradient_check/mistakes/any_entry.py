"""You are content where one entry agrees: that is any(). All of them have to."""

kind = "reduction"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).any())
