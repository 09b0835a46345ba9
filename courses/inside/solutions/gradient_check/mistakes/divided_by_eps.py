"""Your central differences are divided by ε, and what they are taken over is twice as long: from x − ε eⱼ to x + ε
eⱼ it is 2ε. All of them are twice too large."""

kind = "factor"


def agrees(f, backward, x, v, eps, rtol):
    claimed = backward(x, v)
    measured = np.array([v @ (f(x + step) - f(x - step)) for step in eps * np.eye(x.size)]) / eps
    return bool((np.abs(claimed - measured) <= rtol * np.abs(measured).max()).all())
