from grader import (
    MANY,
    SOME,
    Exercise,
    Tolerance,
    any_of,
    close,
    counted,
    expect,
    magnitudes,
    say,
    sizes,
    tensor,
    unchanged,
)

exercise = Exercise(
    title="Second derivatives without the Hessian",
    allows=("torch",),
    hints=(
        "A gradient is a function of x as well: with create_graph=True torch.autograd.grad records how it was made, so "
        "that it can be differentiated again. For a linear f there is nothing to differentiate.",
        "hvp: a detached copy of x that requires gradients; grad = the gradient of f with create_graph=True; zeros "
        "where that does not require gradients, else its gradient with v as grad_outputs. hessian_diagonal: entry i "
        "of the product with the i-th unit vector.",
    ),
    returns={"hvp": tensor, "hessian_diagonal": tensor},
    ranges={"magnitude": (0.03, 30.0), "dims": (1, 1), "float32": (1, 1), "float64": (1, 1)},
)
EITHER, SIZE, ANY = any_of(True, False), magnitudes(0.03, 30.0), magnitudes(1e-3, 1e3)
CURVED = any_of("quadratic", "neighbours", "soft_maximum", "half_curved", "first_alone")
FEW, SMALL = sizes(1, 40), magnitudes(0.01, 0.03)
NEAR = {"cause": "wrong_gradient", "tolerance": Tolerance(1e-4, 1e-5, at_zero=1e-7)}


def lent(data, kind):
    """A function to be handed over, and a list of its calls: it needs a number that it asks the check for."""
    factor = data.off_zero()
    coefficient, calls = counted(lambda: factor)
    f = data.given("landscapes", "landscape", kind=kind, scale=data.number(0.5, 1.5))
    return f.bind(coefficient=coefficient), calls


def right_product(student, solution, data, kind, n, scale, of_v, flag):
    """Claims that Hv is right for two functions. Returns how often the second was called, and the tensors lent."""
    for _ in range(2):
        (f, calls), x, v = lent(data, kind), data.normal(n, scale=scale), data.normal(n, scale=of_v)
        given = {"x": student.leaf(x, requires_grad=flag), "v": student.leaf(v, requires_grad=False)}
        product = student.hvp(f, *given.values())
        asked = len(calls)
        close(product, solution.hvp(f, x, v), say("the product"), **NEAR)
    return asked, given


def right_diagonal(student, solution, data, kind, n, scale, flag):
    f, x = lent(data, kind)[0], data.normal(n, scale=scale)
    given = student.leaf(x, requires_grad=flag)
    close(student.hessian_diagonal(f, given), solution.hessian_diagonal(f, x), say("the diagonal"), **NEAR)
    return given


@exercise.check(points=3, hint="The gradient of ∇f(x) · v, where v is a constant. Try an f whose Hessian you know.")
@exercise.cases(
    ("quadratic", 3, 1.0, 1.0, False),
    ("neighbours", 4, 1.0, 1.0, True),
    (CURVED, 1, SIZE, ANY, EITHER),
    (CURVED, SOME, SIZE, ANY, EITHER),
    (CURVED, MANY, SIZE, ANY, EITHER),
    (CURVED, SOME, SMALL, SMALL, EITHER),
)
def product_is_right(student, solution, data, *case):
    """The product is Hv for every f, whether or not x requires gradients."""
    right_product(student, solution, data, *case)


@exercise.check(points=2, hint="How many entries of H does your function work out, and how many are asked for?")
@exercise.cases((CURVED, sizes(4, 20), 1.0, 1.0, False), (CURVED, MANY, SIZE, ANY, EITHER))
def f_is_called_twice_at_most(student, solution, data, *case):
    """The product is right, and f is called twice at most, however many numbers x has."""
    calls, _ = right_product(student, solution, data, *case)
    expect(max(calls, 2), 2, say("f is called {calls} times, expected at most 2", calls=calls))


@exercise.check(points=2, hint="Entry i of the product with the i-th unit vector.")
@exercise.cases(
    ("quadratic", 3, 1.0, False),
    ("neighbours", 4, 1.0, True),
    (CURVED, any_of(1, FEW), SIZE, EITHER),
    (CURVED, sizes(20, 60), SMALL, EITHER),
    (CURVED, sizes(200, 300), SIZE, EITHER),
)
def diagonal_is_right(student, solution, data, *case):
    """The diagonal has the second derivative by every entry of x."""
    right_diagonal(student, solution, data, *case)


@exercise.check(points=1, hint="What is the gradient of a linear f, and does it still depend on x?")
@exercise.cases((3, False), (FEW, EITHER))
def linear_functions_have_none(student, solution, data, n, flag):
    """Of a linear f the product and the diagonal are 0."""
    right_product(student, solution, data, "linear", n, 1.0, 1.0, flag)
    right_diagonal(student, solution, data, "linear", n, 1.0, flag)


@exercise.check(points=1, hint="On which tensor do you set a flag or call backward(), and to whom does it belong?")
@exercise.cases((3, False), (3, True), (FEW, EITHER))
def x_is_left_alone(student, solution, data, n, flag):
    """Both are right, and leave x and v as they were: no .grad, the same flags."""
    unchanged(data, **right_product(student, solution, data, "neighbours", n, 1.0, 1.0, flag)[1])
    unchanged(data, x=right_diagonal(student, solution, data, "neighbours", n, 1.0, flag))


exercise.leaves_arguments(points=1)
