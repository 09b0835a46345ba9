"""Your differences are forward ones, (f(x + ε eⱼ) − f(x)) / ε. They are off by some ε, more than rtol allows, so
that right pairs seem wrong. Central differences take f(x − ε eⱼ) and 2ε; they are off by some ε²."""

kind = "approximation"


def agrees(f, backward, x, v, eps, rtol):
    at_x = f(x)
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - at_x) for step in eps * np.eye(x.size)]) / eps
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).all())
