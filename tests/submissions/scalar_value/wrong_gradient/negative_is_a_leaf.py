import math
class Value:
    """A scalar with its gradient."""
    def __init__(self, data, _children=(), _op=""):
        self.data = float(data)
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    def __pow__(self, k):
        assert isinstance(k, (int, float))
        out = Value(self.data ** k, (self,), f"**{k}")
        def _backward():
            if k != 0:
                self.grad += k * self.data ** (k - 1) * out.grad
        out._backward = _backward
        return out
    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), "relu")
        def _backward():
            self.grad += (out.data > 0) * out.grad
        out._backward = _backward
        return out
    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,), "tanh")
        def _backward():
            self.grad += (1 - t * t) * out.grad
        out._backward = _backward
        return out
    def exp(self):
        out = Value(math.exp(self.data), (self,), "exp")
        def _backward():
            self.grad += out.data * out.grad
        out._backward = _backward
        return out
    def log(self):
        out = Value(math.log(self.data), (self,), "log")
        def _backward():
            self.grad += out.grad / self.data
        out._backward = _backward
        return out
    def _topo(self):
        topo, seen, stack = [], set(), [(self, False)]
        while stack:
            n, done = stack.pop()
            if done:
                topo.append(n); continue
            if id(n) in seen: continue
            seen.add(id(n))
            stack.append((n, True))
            stack.extend((c, False) for c in n._prev)
        return topo
    def backward(self):
        # grads of this pass kept apart, then added
        topo = self._topo()
        old = [n.grad for n in topo]
        for n in topo: n.grad = 0.0
        self.grad = 1.0
        for n in reversed(topo): n._backward()
        for n, g in zip(topo, old): n.grad += g
        self.grad = 1.0
    def __neg__(self): return Value(-self.data)
    def __radd__(self, o): return self + o
    def __sub__(self, o): return self + (-o)
    def __rsub__(self, o): return o + (-self)
    def __rmul__(self, o): return self * o
    def __truediv__(self, o): return self * o ** -1
    def __rtruediv__(self, o): return o * self ** -1
    def __repr__(self): return f"Value({self.data}, grad={self.grad})"
