# %% [markdown]
# # Derivatives that travel forwards
#
# A *dual number* has a value and a tangent: how fast the value changes as the input does. Every operation works out
# both, so that the derivative is there when the value is, without a graph and without a way back:
#
# $$(a, \dot a) \cdot (b, \dot b) = (ab,\ \dot a b + a \dot b), \qquad \sin (a, \dot a) = (\sin a,\ \dot a \cos a).$$
#
# For f(x) = x² at x = 3: Dual(3, 1) · Dual(3, 1) is Dual(9, 6), and f′(3) is 6.
#
# For f of several inputs and a direction v, tangents that start as v give the Jacobian-vector product
# Σ ∂f/∂xᵢ · vᵢ in one pass. Plain Python: `math` is fine, torch and NumPy are not here.

# %%
from __future__ import annotations

from collections.abc import Callable, Sequence


# %% The numbers: +, -, *, / and **, unary -. A plain number may stand on either side of each.
class Dual:
    """value, tangent: floats."""

    def __init__(self, value: float, tangent: float) -> None:
        raise NotImplementedError


# %% Four functions. Each takes a Dual and gives a Dual, or takes a number and gives a number.
def sin(x: Dual | float) -> Dual | float:
    raise NotImplementedError


def cos(x: Dual | float) -> Dual | float:
    raise NotImplementedError


def exp(x: Dual | float) -> Dual | float:
    raise NotImplementedError


def log(x: Dual | float) -> Dual | float:
    """The natural logarithm."""
    raise NotImplementedError


# %% The derivative of f, exactly. f is made of operators and your four functions; call it once.
def derivative(f: Callable[[Dual], Dual], x: float) -> float:
    raise NotImplementedError


# %% The sum of df/dxs[i] * vs[i]. f takes as many Duals as xs has numbers; call it once.
def jvp(f: Callable[..., Dual], xs: Sequence[float], vs: Sequence[float]) -> float:
    raise NotImplementedError


# %% Try it: 6.0
if __name__ == "__main__":
    print(derivative(lambda x: x * x, 3.0))
