import numpy as np

from grader import PASSED, Exercise, close, equal, results, shown, tensor
from grader.checks.witness import as_lent

exercise = Exercise(
    title="Vector-Jacobian products",
    allows=("torch",),
    hints=(
        "A vector-Jacobian product is what backward computes when you hand it v.",
        "Work on detached copies that require gradients, compute the output, and ask torch.autograd.grad "
        "for the gradient with v as grad_outputs. The caller's tensors never meet the graph.",
    ),
    returns={"q_gradients": results(tensor, tensor), "vjp": tensor},
    preload=("torch._dynamo",),
)

POST = np.array([2.0, 3.0]), np.array([6.0, 4.0]), np.array([1.0, 1.0])
FIGURES = np.array([36.0, 81.0]), np.array([-12.0, -8.0])
"""What the post has for a, b and external_grad: 9a² and −2b."""

NEITHER, ONE, BOTH = (False, False), (True, False), (True, True)
"""Which of a and b require gradients."""


@exercise.check(points=3, hint="What does each entry of external_grad do to the entry of the gradient beside it?")
def gradients_of_q_are_right(student, solution, data):
    """The gradients of Q are 9a² and −2b, each times external_grad."""
    for size, flags, dtype in ((4, NEITHER, "float64"), (1, BOTH, "float32"), (6, ONE, "float64")):
        problem = vectors(data, size, dtype)
        found = right_gradients(student, leaves(student, problem, flags), solution.q_gradients(*problem), problem)
        if not found:
            return found
    posts = [vector.astype("float32") for vector in POST]
    return right_gradients(student, leaves(student, posts, BOTH), FIGURES, posts)


@exercise.check(points=4, hint="J has m rows and n columns, v has m entries. Try an f of which you know the Jacobian.")
def product_is_right(student, solution, data):
    """The product is Jᵀv for every f, whether or not x requires gradients."""
    for name, n, m, flag, dtype in (
        ("curves", 3, 6, False, "float64"),
        ("ring", 4, 4, True, "float64"),
        ("neighbours", 5, 4, True, "float32"),
        ("energy", 6, 1, False, "float32"),
        ("products", 3, 9, True, "float64"),
        ("neighbours", 2, 1, False, "float64"),
        ("energy", 1, 1, True, "float64"),
    ):
        f, x, v = function(data, name), *points(data, n, m, dtype)
        actual = student.vjp(f, student.leaf(x, requires_grad=flag), v)
        found = close(actual, solution.vjp(f, x, v), "the product", cause="wrong_gradient", given=shown(x=x, v=v))
        if not found:
            return found
    return found


@exercise.check(points=1, hint="On which tensors do you call backward(), and to whom do they belong?")
def q_leaves_its_arguments(student, solution, data):
    """The gradients are right, and leave a, b and external_grad as they were: no .grad, the same flags and values."""
    for size, flags, dtype in ((2, BOTH, "float32"), (4, NEITHER, "float64"), (3, ONE, "float64")):
        problem = vectors(data, size, dtype)
        given, expected = leaves(student, problem, flags), solution.q_gradients(*problem)
        for _ in range(2):
            found = right_gradients(student, given, expected, problem)
            found = found and left_alone(("a", "b", "external_grad"), given, (*flags, False))
            if not found:
                return found
        for leaf, flag in zip(given, (*flags, False), strict=True):
            found = found and as_lent(student, leaf, flag, data, "an argument")
        if not found:
            return found
    return found


@exercise.check(points=2, hint="On which tensor do you call backward() or set a flag, and to whom does it belong?")
def vjp_leaves_its_arguments(student, solution, data):
    """The product is right, and leaves x and v as they were: no .grad, the same flags and values."""
    for name, n, m, flag, dtype in (
        ("curves", 2, 4, True, "float64"),
        ("neighbours", 4, 3, False, "float32"),
        ("energy", 3, 1, True, "float32"),
    ):
        f, (x, v) = function(data, name), points(data, n, m, dtype)
        given = [student.leaf(x, requires_grad=flag), student.leaf(v, requires_grad=False)]
        expected = solution.vjp(f, x, v)
        for _ in range(2):
            found = close(student.vjp(f, *given), expected, "the product", cause="wrong_gradient")
            found = found and left_alone(("x", "v"), given, (flag, False))
            if not found:
                return found
        for leaf, tracked in zip(given, (flag, False), strict=True):
            found = found and as_lent(student, leaf, tracked, data, "an argument")
        if not found:
            return found
    return found


def vectors(data, size, dtype):
    """a, b and an external_grad, none of its entries 1: numbers away from 0, of both signs."""
    return [away_from_zero(data, size, dtype) for _ in range(3)]


def points(data, n, m, dtype):
    """x and v."""
    return away_from_zero(data, n, dtype), away_from_zero(data, m, dtype)


def away_from_zero(data, size, dtype):
    signs = np.where(np.arange(size) % 3 == 1, -1.0, 1.0)
    return (signs * data.uniform(0.4, 0.9, size) + signs * (data.uniform(0, 1, size) > 0.5)).astype(dtype)


def function(data, name):
    return data.given("functions", "function", which=name, scale=data.number(0.5, 1.5))


def leaves(student, problem, flags):
    """a, b and external_grad where the answer is; the last never requires gradients."""
    return [student.leaf(v, requires_grad=flag) for v, flag in zip(problem, (*flags, False), strict=True)]


def right_gradients(student, given, expected, problem):
    actual = student.q_gradients(*given)
    inputs = shown(**dict(zip(("a", "b", "external_grad"), problem, strict=True)))
    found = PASSED
    for name, one, other in zip(("grad_a", "grad_b"), actual, expected, strict=True):
        found = found and close(one, other, name, cause="wrong_gradient", given=inputs)
    return found


def left_alone(names, given, flags):
    """Whether tensors that were passed in have no .grad, and the flags and values that they came with."""
    now = dict(zip(names, (leaf.now() for leaf in given), strict=True))
    graded = [f"{name} has a .grad" for name, leaf in now.items() if leaf.has_grad]
    flagged = [
        f"{name}.requires_grad is {leaf.requires_grad}"
        for (name, leaf), flag in zip(now.items(), flags, strict=True)
        if leaf.requires_grad is not flag
    ]
    changed = [
        f"{name} has other values"
        for (name, leaf), came in zip(now.items(), given, strict=True)
        if not np.array_equal(tensor(leaf, name), came.array)
    ]
    words = ", ".join(graded or flagged or changed) or "all as they were"
    return equal(words, "all as they were", f"after the call {words}, unlike before it")
