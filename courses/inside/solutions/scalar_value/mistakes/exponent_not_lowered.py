"""The derivative of a ** k is k · a ** (k − 1): your exponent is still k."""

kind = "off_by_one"


class Value(Value):
    def __pow__(self, k):
        return Value(self.data**k, ((self, k * self.data**k),))
