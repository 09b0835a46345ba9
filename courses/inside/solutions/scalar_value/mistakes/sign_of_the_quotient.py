"""The derivative of a / b with respect to b has the wrong sign: as b grows, the quotient gets smaller. It is -a / b²."""

kind = "sign"


class Value(Value):
    def __truediv__(self, other):
        other = as_value(other)
        slopes = 1 / other.data, self.data / other.data**2
        return Value(self.data / other.data, tuple(zip((self, other), slopes)))

    def __rtruediv__(self, other):
        return as_value(other) / self
