"""The result's own gradient stays 0. It is where everything starts: dz/dz = 1."""

kind = "missing_update"


class Value(Value):
    def backward(self):
        grads = {self: 1.0}
        for node in reversed(ordered(self)):
            if node is not self:
                node.grad += grads[node]
            for operand, slope in node.operands:
                grads[operand] = grads.get(operand, 0.0) + grads[node] * slope
