"""3 - a is computed as a - 3. In `__rsub__` the number stands on the left and self on the right."""

kind = "sign"


class Dual(Dual):
    def __rsub__(self, other):
        return self - other
