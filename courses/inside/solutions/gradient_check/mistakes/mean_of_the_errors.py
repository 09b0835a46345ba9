"""You compare the mean of the errors with what is allowed. Among hundreds of entries one wrong one hardly changes
it: the largest error counts."""

kind = "reduction"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool(np.abs(claimed - measured).mean() <= rtol * np.abs(measured).max())
