"""Reverse-mode autograd on scalars. Each result keeps its operands with the local derivatives, so that backward is one
loop over the nodes from the last to the first."""

import math


class Value:
    def __init__(self, data, operands=()):
        self.data, self.grad, self.operands = float(data), 0.0, operands

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def __pow__(self, k):
        slope = k * self.data ** (k - 1) if k else 0.0
        return Value(self.data**k, ((self, slope),))

    def __neg__(self):
        return Value(-self.data, ((self, -1.0),))

    def __sub__(self, other):
        return self + -as_value(other)

    def __rsub__(self, other):
        return as_value(other) + -self

    def __truediv__(self, other):
        return self * as_value(other) ** -1

    def __rtruediv__(self, other):
        return as_value(other) * self**-1

    __radd__, __rmul__ = __add__, __mul__

    def relu(self):
        return Value(max(0.0, self.data), ((self, float(self.data > 0)),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, ((self, 1 - t**2),))

    def exp(self):
        e = math.exp(self.data)
        return Value(e, ((self, e),))

    def log(self):
        return Value(math.log(self.data), ((self, 1 / self.data),))

    def backward(self):
        grads = {self: 1.0}
        for node in reversed(ordered(self)):
            node.grad += grads[node]
            for operand, slope in node.operands:
                grads[operand] = grads.get(operand, 0.0) + grads[node] * slope


def as_value(thing):
    return thing if isinstance(thing, Value) else Value(thing)


def ordered(root):
    """Every node that root depends on, each after all its operands."""
    done, waiting, order = set(), [(root, False)], []
    while waiting:
        node, is_complete = waiting.pop()
        if is_complete:
            order.append(node)
        elif node not in done:
            done.add(node)
            waiting.append((node, True))
            waiting.extend((operand, False) for operand, _ in node.operands)
    return order
