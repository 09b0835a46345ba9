"""In the quotient rule the second term is subtracted: (a.tangent * b.value - a.value * b.tangent) / b.value²."""

kind = "sign"


class Dual(Dual):
    def __truediv__(self, other):
        other = as_dual(other)
        quotient = self.value / other.value
        return Dual(quotient, (self.tangent + quotient * other.tangent) / other.value)
