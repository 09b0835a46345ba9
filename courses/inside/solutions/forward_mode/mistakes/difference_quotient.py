"""Your derivative is a difference quotient: f is called twice, and what comes out is near the derivative only. Call
f once, with a Dual whose tangent is 1: its result has the exact derivative as its tangent."""

kind = "approximation"


def derivative(f, x):
    h = 1e-6
    return (f(Dual(x + h, 0.0)).value - f(Dual(x - h, 0.0)).value) / (2 * h)
