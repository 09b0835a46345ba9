"""The tangent of a product is not the product of the tangents: it is a.tangent * b.value + a.value * b.tangent."""

kind = "wrong_formula"


class Dual(Dual):
    def __mul__(self, other):
        other = as_dual(other)
        return Dual(self.value * other.value, self.tangent * other.tangent)

    __rmul__ = __mul__
