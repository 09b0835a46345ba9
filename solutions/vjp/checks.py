import numpy as np

from grader import (
    DTYPE,
    LARGE,
    MANY,
    SOME,
    TINY,
    Exercise,
    agree,
    any_of,
    magnitudes,
    results,
    say,
    sizes,
    tensor,
    unchanged,
)

exercise = Exercise(
    title="Vector-Jacobian products",
    allows=("torch",),
    hints=(
        "A vector-Jacobian product is what backward computes when you hand it v.",
        "Work on detached copies that require gradients, compute the output, and ask torch.autograd.grad "
        "for the gradient with v as grad_outputs. The caller's tensors never meet the graph.",
    ),
    returns={"q_gradients": results(tensor, tensor, names=("grad_a", "grad_b")), "vjp": tensor},
)

POST = np.array([2.0, 3.0]), np.array([6.0, 4.0]), np.array([1.0, 1.0])  # a, b and external_grad there
NEITHER, ONE, BOTH = (False, False), (True, False), (True, True)  # which of a and b require gradients
FLAGS, EITHER, SMALL = any_of(NEITHER, ONE, BOTH), any_of(True, False), magnitudes(0.02, 0.04)
"""SMALL: below it, a difference quotient with a step of 1e-5 is too coarse."""
GRADIENTS = {"parts": ("grad_a", "grad_b"), "cause": "wrong_gradient"}
PRODUCT = {"what": say("the product"), "cause": "wrong_gradient"}


@exercise.check(points=2, hint="What does each entry of external_grad do to the entry of the gradient beside it?")
@exercise.cases(
    (4, NEITHER, "float64"),
    (1, BOTH, "float32"),
    (
        SOME,
        FLAGS,
        DTYPE,
        magnitudes(0.02, 0.04),
        TINY,
    ),  # below, a difference quotient with a step of 1e-5 is too coarse
    (MANY, FLAGS, DTYPE, LARGE, LARGE),
)
def gradients_of_q_are_right(student, solution, data, size, flags, dtype, scale=1.0, of_grad=1.0):
    """The gradients of Q are 9a² and −2b, each times external_grad."""
    a, b, external_grad = vectors(data, "float64", size, size, size)
    drawn = scale * a, scale * b, of_grad * external_grad
    for problem, required in ((drawn, flags), (POST, BOTH)):
        lent = leaves(student, [vector.astype(dtype) for vector in problem], required)
        agree(student.q_gradients, solution.q_gradients, *lent.values(), **GRADIENTS)


def named(data, name, n):
    """Two functions whose shapes are the same, as an answer may remember the first one."""
    return [data.given("functions", "function", which=name, scale=data.number(0.5, 1.5)) for _ in range(2)]


def composed(data, results, n):
    """Two of the same up to three pieces. results: of one piece more that makes so many; 0: without it."""
    names = [str(name) for name in data.random.choice(["pairs", "shares", "waves", "weighted"], data.size(1, 3))]
    how = {"names": " ".join([*names, "mixed"][: len(names) + (results > 0)]), "size": results}
    return [data.given("functions", "composition", scale=data.number(0.5, 1.5), **how) for _ in range(2)]


@exercise.check(points=4, hint="J has m rows and n columns, v has m entries. Try an f of which you know the Jacobian.")
@exercise.cases(
    (named, "curves", 3, False, "float64"),
    (named, "ring", 4, True, "float64"),
    (named, "neighbours", sizes(2, 9), EITHER, DTYPE),
    (named, "energy", any_of(1, SOME), EITHER, DTYPE),
    (named, "products", sizes(2, 9), EITHER, DTYPE),
    (named, "curves", sizes(2, 9), EITHER, DTYPE, LARGE),
    (composed, 0, MANY, EITHER, DTYPE, TINY),
    (composed, SOME, SOME, EITHER, DTYPE, magnitudes(1e-3, 1.0)),
    (composed, sizes(1, 20), MANY, EITHER, DTYPE),
    (composed, MANY, sizes(1, 20), EITHER, DTYPE),
)
def product_is_right(student, solution, data, make, what, n, flag, dtype, scale=1.0):
    """The product is Jᵀv for every f, whether or not x requires gradients."""
    functions, x, v = problem(data, make, what, n, dtype, scale)
    for f in functions:
        agree(student.vjp, solution.vjp, f, student.leaf(x, requires_grad=flag), v, **PRODUCT)


@exercise.check(points=1, hint="On which tensors do you call backward(), and to whom do they belong?")
@exercise.cases((2, BOTH, "float32"), (SOME, NEITHER, DTYPE), (SOME, ONE, DTYPE))
def q_leaves_its_arguments(student, solution, data, size, flags, dtype):
    """The gradients are right, and leave a, b and external_grad as they were: no .grad, the same flags and values."""
    lent = leaves(student, vectors(data, dtype, size, size, size), flags)
    agree(student.q_gradients, solution.q_gradients, *lent.values(), **GRADIENTS)
    unchanged(data, **lent)  # gradients are sent to them too


@exercise.check(points=2, hint="On which tensor do you call backward() or set a flag, and to whom does it belong?")
@exercise.cases(
    (named, "curves", 2, True, "float64"),
    (named, "neighbours", 4, False, "float32"),
    (composed, SOME, SOME, EITHER, DTYPE),
)
def vjp_leaves_its_arguments(student, solution, data, make, what, n, flag, dtype):
    """The product is right, also after an f that raised, and leaves x and v as they were: no .grad, the same flags."""
    (f, *_), x, v = problem(data, make, what, n, dtype)
    student.vjp.failing(data.given("functions", "broken", scale=data.number(0.5, 1.5)), x, x)
    lent = {"x": student.leaf(x, requires_grad=flag), "v": student.leaf(v, requires_grad=False)}
    agree(student.vjp, solution.vjp, f, *lent.values(), given=None, **PRODUCT)
    unchanged(data, **lent)


def problem(data, make, what, n, dtype, scale=1.0):
    """Functions, x, and a v of any magnitude, the product being linear in it; of that of x, where x has one."""
    import torch

    functions = make(data, what, n)
    (x,) = vectors(data, dtype, n)
    (v,) = vectors(data, dtype, functions[0].module(torch.zeros(n)).numel())
    return functions, x * x.dtype.type(scale), v * v.dtype.type(data.magnitude(1e-3, 1e3) if scale == 1.0 else scale)


def vectors(data, dtype, *sizes):
    """Numbers away from 0 and 1, of both signs."""
    signs = [np.where(np.arange(size) % 3 == 1, -1.0, 1.0) for size in sizes]
    return [(s * data.uniform(0.4, 0.9, s.size) + s * (data.uniform(0, 1, s.size) > 0.5)).astype(dtype) for s in signs]


def leaves(student, problem, flags):
    """a, b and external_grad where the answer is; the last never requires gradients."""
    given = zip(("a", "b", "external_grad"), problem, (*flags, False), strict=True)
    return {name: student.leaf(vector, requires_grad=flag) for name, vector, flag in given}


exercise.leaves_arguments(points=1)
