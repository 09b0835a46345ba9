"""Your backward multiplies with `.grad` on the way down, and there the gradient of an earlier result still stands:
where two results share a node, the second pass hands the first one's gradient on once more. Keep the gradients of a
pass apart, and add them to `.grad` when they are complete."""

kind = "state_between_calls"


class Value(Value):
    def backward(self):
        self.grad = 1.0
        for node in reversed(ordered(self)):
            for operand, slope in node.operands:
                operand.grad += node.grad * slope
