"""The derivative of a / b with respect to b has the wrong sign: as b grows, the quotient gets smaller. It is -a /
b²."""

kind = "sign"


class Value(Value):
    def __truediv__(self, other):
        other = as_value(other)
        slope = self.data / other.data**2
        return Value(self.data / other.data, ((self, 1 / other.data), (other, slope)))

    def __rtruediv__(self, other):
        return as_value(other) / self
