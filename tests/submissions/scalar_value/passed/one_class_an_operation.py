from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(eq=False)
class Value:
    data: float
    grad: float = 0.0
    made_of: tuple[tuple[Value, float], ...] = field(default=(), repr=False)

    def backward(self) -> None:
        # How far each node is from the leaves, by a loop; then the farthest first.
        waiting, height = [self], {}
        while waiting:
            node = waiting[-1]
            if node in height:
                waiting.pop()
                continue
            missing = [each for each, _ in node.made_of if each not in height]
            if missing:
                waiting.extend(missing)
            else:
                height[node] = 1 + max((height[each] for each, _ in node.made_of), default=0)
                waiting.pop()
        local = dict.fromkeys(height, 0.0)
        local[self] = 1.0
        for node in sorted(height, key=height.get, reverse=True):
            node.grad += local[node]
            for each, slope in node.made_of:
                local[each] += local[node] * slope

    def relu(self) -> Value:
        return made(self.data * (self.data > 0), (self, float(self.data > 0)))

    def tanh(self) -> Value:
        t = math.tanh(self.data)
        return made(t, (self, 1.0 - t * t))

    def exp(self) -> Value:
        return made(math.exp(self.data), (self, math.exp(self.data)))

    def log(self) -> Value:
        return made(math.log(self.data), (self, 1.0 / self.data))

    def __pow__(self, k) -> Value:
        return made(self.data**k, (self, k * self.data ** (k - 1) if k else 0.0))

    def __neg__(self) -> Value:
        return made(-self.data, (self, -1.0))


def made(data, *made_of):
    return Value(data, 0.0, made_of)


def operator(forward, slopes):
    def plain(a, b):
        a, b = (x if isinstance(x, Value) else Value(x) for x in (a, b))
        da, db = slopes(a.data, b.data)
        return made(forward(a.data, b.data), (a, da), (b, db))

    return plain, lambda b, a: plain(a, b)


Value.__add__, Value.__radd__ = operator(lambda a, b: a + b, lambda a, b: (1.0, 1.0))
Value.__sub__, Value.__rsub__ = operator(lambda a, b: a - b, lambda a, b: (1.0, -1.0))
Value.__mul__, Value.__rmul__ = operator(lambda a, b: a * b, lambda a, b: (b, a))
Value.__truediv__, Value.__rtruediv__ = operator(lambda a, b: a / b, lambda a, b: (1 / b, -a / b**2))
