"""Takes a node when all its uses are counted (Kahn's algorithm); nodes are numbered as they are made."""

import itertools
import math
from collections import deque

_numbers = itertools.count()


class Value:
    __slots__ = ("data", "grad", "edges", "number")

    def __init__(self, data, edges=()):
        self.data, self.grad, self.edges, self.number = data, 0.0, edges, next(_numbers)

    def __add__(self, other):
        if not isinstance(other, Value):
            return Value(self.data + other, [(self, 1.0)])
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __sub__(self, other):
        if not isinstance(other, Value):
            return Value(self.data - other, [(self, 1.0)])
        return Value(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __rsub__(self, other):
        return Value(other - self.data, [(self, -1.0)])

    def __mul__(self, other):
        if not isinstance(other, Value):
            return Value(self.data * other, [(self, other)])
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __truediv__(self, other):
        if not isinstance(other, Value):
            return Value(self.data / other, [(self, 1 / other)])
        a, b = self.data, other.data
        return Value(a / b, [(self, 1 / b), (other, -a / b / b)])

    def __rtruediv__(self, other):
        return Value(other / self.data, [(self, -other / self.data**2)])

    def __pow__(self, k):
        return Value(self.data**k, [(self, k * self.data ** (k - 1) if k else 0.0)])

    def __neg__(self):
        return Value(-self.data, [(self, -1.0)])

    __radd__, __rmul__ = __add__, __mul__

    def relu(self):
        return Value(max(self.data, 0.0), [(self, 1.0 if self.data > 0 else 0.0)])

    def tanh(self):
        return Value(math.tanh(self.data), [(self, 1 / math.cosh(self.data) ** 2)])

    def exp(self):
        e = math.exp(self.data)
        return Value(e, [(self, e)])

    def log(self):
        return Value(math.log(self.data), [(self, 1 / self.data)])

    def backward(self):
        uses, queue = {}, deque([self])
        seen = {self.number}
        while queue:
            for child, _ in queue.popleft().edges:
                uses[child.number] = uses.get(child.number, 0) + 1
                if child.number not in seen:
                    seen.add(child.number)
                    queue.append(child)
        flow, ready = {self.number: 1.0}, [self]
        while ready:
            node = ready.pop()
            g = flow.pop(node.number)
            node.grad += g
            for child, slope in node.edges:
                flow[child.number] = flow.get(child.number, 0.0) + g * slope
                uses[child.number] -= 1
                if uses[child.number] == 0:
                    ready.append(child)
