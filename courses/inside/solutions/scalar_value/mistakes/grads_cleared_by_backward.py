"""Your backward sets the grads of the whole graph to 0 before it starts, so what an earlier result has left in the
nodes that both share is lost. As in torch, backward() only adds: clearing is up to the caller."""

kind = "cleared_too_early"


class Value(Value):
    def backward(self):
        grads = {self: 1.0}
        for node in reversed(ordered(self)):
            node.grad = grads[node]
            for operand, slope in node.operands:
                grads[operand] = grads.get(operand, 0.0) + grads[node] * slope
