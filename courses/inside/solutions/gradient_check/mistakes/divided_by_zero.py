"""You divide each error by its entry, and where f does not depend on an input that is 0 / 0, NaN, which is not less
than rtol. Multiply rtol by the size of the product in the place of that division."""

kind = "other"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / (2 * eps)
    return bool((np.abs(claimed - measured) / np.abs(measured) <= rtol).all())
