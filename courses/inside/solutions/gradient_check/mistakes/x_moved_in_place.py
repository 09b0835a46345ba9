"""You move the entries of the x that the caller has handed over. Adding and subtracting does not lead back to the
very same number: work on a copy."""

kind = "in_place_on_caller"


def agrees(f, backward, x, v, eps, rtol):
    claimed, measured = backward(x, v), []
    for j in range(x.size):
        x[j] += eps
        above = f(x)
        x[j] -= 2 * eps
        measured.append(v @ (above - f(x)) / (2 * eps))
        x[j] += eps
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).all())
