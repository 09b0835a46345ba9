import math


class Value:
    """In the manner of micrograd, with a gradient of its own for every pass."""

    def __init__(self, data, children=()):
        self.data = data
        self.grad = 0.0
        self._children = children
        self._push = lambda g: ()

    @staticmethod
    def wrap(x):
        return x if isinstance(x, Value) else Value(x)

    def __add__(self, other):
        other = Value.wrap(other)
        out = Value(self.data + other.data, (self, other))
        out._push = lambda g: (g, g)
        return out

    def __mul__(self, other):
        other = Value.wrap(other)
        out = Value(self.data * other.data, (self, other))
        out._push = lambda g: (g * other.data, g * self.data)
        return out

    def __pow__(self, k):
        out = Value(self.data**k, (self,))
        out._push = lambda g: (g * k * self.data ** (k - 1) if k != 0 else 0.0,)
        return out

    def relu(self):
        out = Value(self.data if self.data > 0 else 0.0, (self,))
        out._push = lambda g: (g if self.data >= 0 else 0.0,)
        return out

    def tanh(self):
        t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
        out = Value(t, (self,))
        out._push = lambda g: (g * (1 - t * t),)
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,))
        out._push = lambda g: (g * out.data,)
        return out

    def log(self):
        out = Value(math.log(self.data), (self,))
        out._push = lambda g: (g / self.data,)
        return out

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-Value.wrap(other))

    def __rsub__(self, other):
        return Value.wrap(other) + (-self)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        return self * Value.wrap(other) ** -1

    def __rtruediv__(self, other):
        return Value.wrap(other) * self**-1

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def backward(self):
        order, seen, stack = [], set(), [(self, iter(self._children))]
        seen.add(id(self))
        while stack:
            node, children = stack[-1]
            for child in children:
                if id(child) not in seen:
                    seen.add(id(child))
                    stack.append((child, iter(child._children)))
                    break
            else:
                order.append(node)
                stack.pop()
        flow = {id(node): 0.0 for node in order}
        flow[id(self)] = 1.0
        for node in reversed(order):
            g = flow[id(node)]
            node.grad += g
            for child, part in zip(node._children, node._push(g)):
                flow[id(child)] += part
