"""You compare with J @ v, one number for each result of f. A vector-Jacobian product is Jᵀ @ v, one number for each
entry of x."""

kind = "wrong_formula"


def agrees(f, backward, x, v, eps, rtol):
    columns = [(f(x + step) - f(x - step)) / (2 * eps) for step in eps * np.eye(x.size)]
    measured = np.array(columns).T @ v
    return bool((np.abs(backward(x, v) - measured) <= rtol * np.abs(measured).max()).all())
