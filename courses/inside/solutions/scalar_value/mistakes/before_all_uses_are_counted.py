"""A node hands its gradient on before all its uses have added theirs: where two ways of different lengths lead to a
node, a part of its gradient goes no further. Take the nodes in an order in which each comes after everything that
uses it."""

kind = "order_of_statements"


def ordered(root):
    order, waiting, seen = [], [root], {root}
    while waiting:
        node = waiting.pop(0)
        order.insert(0, node)
        for operand, _ in node.operands:
            if operand not in seen:
                seen.add(operand)
                waiting.append(operand)
    return order


class Value(Value):
    def backward(self):
        grads = {self: 1.0}
        for node in reversed(ordered(self)):
            node.grad += grads.get(node, 0.0)
            for operand, slope in node.operands:
                grads[operand] = grads.get(operand, 0.0) + grads.get(node, 0.0) * slope
