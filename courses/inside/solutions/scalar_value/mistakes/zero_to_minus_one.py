"""a ** 0 fails where a is 0: your derivative k · a ** (k − 1) asks for 0 ** −1. a ** 0 is 1 whatever a is, so its
slope is 0."""

kind = "crash"


class Value(Value):
    def __pow__(self, k):
        return Value(self.data**k, ((self, k * self.data ** (k - 1)),))
