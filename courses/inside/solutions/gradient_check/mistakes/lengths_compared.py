"""You compare the lengths of the two vectors. They are the same where the sign is wrong, or the order of the
entries: compare entry by entry."""

kind = "reduction"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool(abs(np.linalg.norm(claimed) - np.linalg.norm(measured)) <= rtol * np.linalg.norm(measured))
