"""2 / a is computed as a / 2. In `__rtruediv__` the number is the numerator and self the denominator."""

kind = "wrong_operand"


class Dual(Dual):
    def __rtruediv__(self, other):
        return self / other
