"""Nodes have a number that grows as they are made, so the largest one first is a right order: a heap."""

import heapq
import math


class Value:
    made = 0

    def __init__(self, data):
        self.data, self.grad, self.parents = float(data), 0.0, []
        Value.made += 1
        self.time = Value.made

    def _from(data, *parents):
        node = Value(data)
        node.parents = [(p, d) for p, d in parents if isinstance(p, Value)]
        return node

    def __add__(self, other):
        return Value._from(self.data + number(other), (self, 1), (other, 1))

    def __mul__(self, other):
        return Value._from(self.data * number(other), (self, number(other)), (other, self.data))

    def __sub__(self, other):
        return self + other * -1

    def __rsub__(self, other):
        return self * -1 + other

    def __neg__(self):
        return self * -1

    def __truediv__(self, other):
        return self * (other**-1)

    def __rtruediv__(self, other):
        return self**-1 * other

    def __pow__(self, k):
        return Value._from(self.data**k, (self, k * self.data ** (k - 1) if k else 0.0))

    __radd__ = __add__
    __rmul__ = __mul__

    def relu(self):
        return Value._from(max(0, self.data), (self, self.data > 0))

    def tanh(self):
        return Value._from(math.tanh(self.data), (self, 1 - math.tanh(self.data) ** 2))

    def exp(self):
        return Value._from(math.exp(self.data), (self, math.exp(self.data)))

    def log(self):
        return Value._from(math.log(self.data), (self, 1 / self.data))

    def backward(self):
        grads, nodes, heap = {self.time: 1.0}, {self.time: self}, [-self.time]
        while heap:
            node = nodes[-heapq.heappop(heap)]
            node.grad += grads[node.time]
            for parent, slope in node.parents:
                if parent.time not in nodes:
                    nodes[parent.time] = parent
                    heapq.heappush(heap, -parent.time)
                grads[parent.time] = grads.get(parent.time, 0.0) + slope * grads[node.time]


def number(x):
    return x.data if isinstance(x, Value) else x
