"""Forward-mode differentiation: dual numbers."""

import math


class Dual:
    def __init__(self, value, tangent):
        self.value, self.tangent = value, tangent

    def __add__(self, other):
        other = as_dual(other)
        return Dual(self.value + other.value, self.tangent + other.tangent)

    def __mul__(self, other):
        other = as_dual(other)
        return Dual(self.value * other.value, self.tangent * other.value + self.value * other.tangent)

    def __truediv__(self, other):
        other = as_dual(other)
        quotient = self.value / other.value
        return Dual(quotient, (self.tangent - quotient * other.tangent) / other.value)

    def __pow__(self, k):
        return Dual(self.value**k, k * self.value ** (k - 1) * self.tangent)

    def __rpow__(self, base):
        power = base**self.value
        return Dual(power, power * math.log(base) * self.tangent)

    def __neg__(self):
        return Dual(-self.value, -self.tangent)

    def __sub__(self, other):
        return self + -as_dual(other)

    def __rsub__(self, other):
        return as_dual(other) + -self

    def __rtruediv__(self, other):
        return as_dual(other) / self

    __radd__, __rmul__ = __add__, __mul__


def as_dual(thing):
    return thing if isinstance(thing, Dual) else Dual(thing, 0.0)


def sin(x):
    return Dual(math.sin(x.value), math.cos(x.value) * x.tangent) if isinstance(x, Dual) else math.sin(x)


def cos(x):
    return Dual(math.cos(x.value), -math.sin(x.value) * x.tangent) if isinstance(x, Dual) else math.cos(x)


def exp(x):
    return Dual(math.exp(x.value), math.exp(x.value) * x.tangent) if isinstance(x, Dual) else math.exp(x)


def log(x):
    return Dual(math.log(x.value), x.tangent / x.value) if isinstance(x, Dual) else math.log(x)


def derivative(f, x):
    return f(Dual(x, 1.0)).tangent


def jvp(f, xs, vs):
    return f(*map(Dual, xs, vs)).tangent
