"""The derivative of a ** k is k · a ** (k − 1), times the tangent of a: your exponent is still k."""

kind = "off_by_one"


class Dual(Dual):
    def __pow__(self, k):
        return Dual(self.value**k, k * self.value**k * self.tangent)
