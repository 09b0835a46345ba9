"""A node that is used more than once keeps the gradient of one use only: for z = a + a your a.grad is 1. Each use
brings a part of the derivative, and the parts add up: `+=` in the place of `=`."""

kind = "rebinding"


class Value(Value):
    def backward(self):
        grads = {self: 1.0}
        for node in reversed(ordered(self)):
            node.grad += grads[node]
            for operand, slope in node.operands:
                grads[operand] = grads[node] * slope
