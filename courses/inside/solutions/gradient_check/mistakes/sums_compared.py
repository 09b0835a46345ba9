"""You compare the sums of the entries. One entry that is too large makes up for another that is too small: compare
entry by entry."""

kind = "reduction"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool(np.abs(claimed.sum() - measured.sum()) <= rtol * np.abs(measured).sum())
