"""The derivative of tanh is 1 − t², where t is the result, tanh(data). You have taken the square of the data
itself."""

kind = "wrong_operand"


class Value(Value):
    def tanh(self):
        return Value(math.tanh(self.data), ((self, 1 - self.data**2),))
