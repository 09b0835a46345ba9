# %% [markdown]
# # A number that remembers where it came from
#
# Autograd on single numbers. A `Value` holds a number and, when it is the result of an operation, what it was made of.
# `backward()` walks the graph from the result to everything it depends on and fills in every `grad`:
#
# $$\frac{dz}{da} = \sum_{c\ \text{made of}\ a} \frac{dz}{dc} \cdot \frac{\partial c}{\partial a}.$$
#
# The sum is what makes it work where a value is used more than once. For a = 2, b = 3 and z = a·b + a: z is 8, dz/da is
# b + 1 = 4 and dz/db is 2.
#
# Plain Python: `math` and the rest of the standard library are fine, torch and NumPy are not here. A chain of 5,000
# operations has to work, and Python allows about 1,000 calls inside of one another.

# %%
from __future__ import annotations


# %% The class. Numbers may stand on either side of an operator: `3 - a`, `a / 2`, also Python's `sum([a, b])`.
class Value:
    """data: the number, a float. grad: the derivative of a later result with respect to this one, 0.0 at first."""

    def __init__(self, data: float) -> None:
        raise NotImplementedError

    # +, -, *, /, unary - and ** (the exponent is a plain number) give Values

    def relu(self) -> Value:
        """max(0, data)."""
        raise NotImplementedError

    def tanh(self) -> Value:
        raise NotImplementedError

    def exp(self) -> Value:
        raise NotImplementedError

    def log(self) -> Value:
        """The natural logarithm."""
        raise NotImplementedError

    def backward(self) -> None:
        """Adds d self/d node to the `grad` of every node that self depends on, self included (1). Nodes that it does
        not depend on keep their grad, and where two results share nodes, backward() on both adds up there."""
        raise NotImplementedError


# %% Try it: 8.0 4.0 2.0
if __name__ == "__main__":
    a, b = Value(2.0), Value(3.0)
    z = a * b + a
    z.backward()
    print(z.data, a.grad, b.grad)
