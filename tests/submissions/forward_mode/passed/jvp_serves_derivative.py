import math


class Dual:
    def __init__(self, value, tangent):
        self.value = value
        self.tangent = tangent

    def _apply(self, other, f, da, db):
        o = other if isinstance(other, Dual) else Dual(other, 0)
        a, b = self.value, o.value
        return Dual(f(a, b), da(a, b) * self.tangent + db(a, b) * o.tangent)

    def __add__(self, o):
        return self._apply(o, lambda a, b: a + b, lambda a, b: 1, lambda a, b: 1)

    def __sub__(self, o):
        return self._apply(o, lambda a, b: a - b, lambda a, b: 1, lambda a, b: -1)

    def __rsub__(self, o):
        return Dual(o, 0) - self

    def __mul__(self, o):
        return self._apply(o, lambda a, b: a * b, lambda a, b: b, lambda a, b: a)

    def __truediv__(self, o):
        return self._apply(o, lambda a, b: a / b, lambda a, b: 1 / b, lambda a, b: -a / b / b)

    def __rtruediv__(self, o):
        return Dual(o, 0) / self

    def __pow__(self, k):
        if isinstance(k, Dual):
            return exp(k * log(self))
        if k == 0:
            return Dual(1.0, 0.0)
        return Dual(self.value**k, k * self.value ** (k - 1) * self.tangent)

    def __rpow__(self, k):
        return Dual(k, 0) ** self

    def __neg__(self):
        return 0 - self

    def __radd__(self, o):
        return self + o

    def __rmul__(self, o):
        return self * o


def sin(x):
    try:
        return Dual(math.sin(x.value), math.cos(x.value) * x.tangent)
    except AttributeError:
        return math.sin(x)


def cos(x):
    try:
        return Dual(math.cos(x.value), -math.sin(x.value) * x.tangent)
    except AttributeError:
        return math.cos(x)


def exp(x):
    if not isinstance(x, Dual):
        return math.exp(x)
    e = math.exp(x.value)
    return Dual(e, e * x.tangent)


def log(x):
    if not isinstance(x, Dual):
        return math.log(x)
    return Dual(math.log(x.value), x.tangent / x.value)


def jvp(f, xs, vs):
    return f(*(Dual(x, v) for x, v in zip(xs, vs))).tangent


def derivative(f, x):
    return jvp(f, [x], [1.0])
