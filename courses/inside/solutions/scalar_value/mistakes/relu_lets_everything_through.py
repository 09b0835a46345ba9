"""Your relu passes the gradient on where its input is negative. There the result is 0 whatever the input does: the
slope is 0."""

kind = "wrong_formula"


class Value(Value):
    def relu(self):
        return Value(max(0.0, self.data), ((self, 1.0),))
