from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real


@dataclass(frozen=True)
class Dual:
    value: float
    tangent: float = 0.0

    def __neg__(self): return Dual(-self.value, -self.tangent)
    def __add__(self, o): return Dual(self.value + val(o), self.tangent + tan_(o))
    def __sub__(self, o): return Dual(self.value - val(o), self.tangent - tan_(o))
    def __rsub__(self, o): return Dual(val(o) - self.value, tan_(o) - self.tangent)
    def __mul__(self, o): return Dual(self.value * val(o), self.tangent * val(o) + self.value * tan_(o))
    def __truediv__(self, o):
        return Dual(self.value / val(o), (self.tangent * val(o) - self.value * tan_(o)) / val(o) ** 2)
    def __rtruediv__(self, o): return Dual(val(o), tan_(o)) / self
    def __pow__(self, k):
        if isinstance(k, Real):
            return Dual(self.value**k, k * self.value ** (k - 1) * self.tangent)
        return exp(k * log(self))
    def __rpow__(self, b): return exp(self * math.log(b))
    __radd__ = __add__
    __rmul__ = __mul__


def val(x): return x.value if isinstance(x, Dual) else x
def tan_(x): return x.tangent if isinstance(x, Dual) else 0.0


def _lift(f, df):
    def g(x):
        return Dual(f(x.value), df(x.value) * x.tangent) if isinstance(x, Dual) else f(x)
    return g


sin_ = _lift(math.sin, math.cos)
cos_ = _lift(math.cos, lambda x: -math.sin(x))


def sin(x): return sin_(x)
def cos(x): return cos_(x)
def exp(x): return _lift(math.exp, math.exp)(x)
def log(x): return _lift(math.log, lambda x: 1 / x)(x)


def derivative(f, x):
    y = f(Dual(x, 1.0))
    return y.tangent


def jvp(f, xs, vs):
    duals = [Dual(x, v) for x, v in zip(xs, vs)]
    return f(*duals).tangent
