from port import alike, expect, port, tensor_of

from grader import any_of, sizes, tensor

exercise = port("relu")
HOLDS = {"values": "Basic; 2-D", "at_zero_the_gradient_is_0_or_1": "Gradient"}


@exercise.check(points=1)
@exercise.cases((5,), (4, 8), (sizes(2, 6), sizes(2, 6), sizes(2, 6)))
def values(student, solution, data, *shape):
    """Values and gradients are right, in any shape."""
    alike(student, solution, data, lambda who, x: who.relu(x), data.normal(*shape, dtype="float32"))


@exercise.check(points=1)
@exercise.cases("float32", any_of("float32", "float64"))
def at_zero_the_gradient_is_0_or_1(student, solution, data, dtype):
    """At 0 the value is 0, and the gradient is 0 or 1; beside it they are right."""
    x = tensor_of(student, data.uniform(0.5, 2.0, 4, dtype=dtype) * [-1, 0, 1, 0])
    out = student.relu(x)
    expect(list(out.read(tensor)[1::2]), [0, 0], "relu(0) is not 0")
    out.sum().backward()
    grad = x.grad
    expect([grad[0], grad[2], set(grad) <= {0, 1}], [0, 1, True], f"the gradient is {grad}")
