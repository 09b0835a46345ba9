import math

import numpy as np

from grader import (
    DTYPE,
    LARGE,
    MANY,
    MEDIUM,
    SOME,
    TINY,
    Exercise,
    Remark,
    Tolerance,
    answers,
    any_of,
    close,
    elsewhere,
    gradcheck,
    is_close,
    magnitudes,
    say,
    shapes,
    sizes,
    train_alike,
)

exercise = Exercise(
    title="A function with its own backward",
    allows=("torch",),
    hints=(
        "forward has to leave behind what backward needs; backward gets one number for every entry of the output.",
        "Save x in forward. In backward, take the derivative of ½(5x³ − 3x), which is 3/2 · (5x² − 1), and "
        "multiply it entry by entry with grad_output.",
    ),
    returns={
        "LegendrePolynomial3": answers.tensor,
        "fit": answers.results(answers.sequence(answers.number, 4), answers.losses, names=("(a, b, c, d)", "losses")),
    },
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but your file never calls `LegendrePolynomial3.apply`: "
            "with it in `fit`, `loss.backward()` runs your own backward.",
            lacks=("apply",),
        ),
    ),
    on_device=("LegendrePolynomial3",),
)

HONEST = 1e-5  # right answers land within 1e-6 of what the post prints, whatever they compute in
SMALL, FULL = shapes(sizes(1, 3), sizes(1, 60)), shapes(4, sizes(200, 300))
ANY, EITHER = magnitudes(1e-3, 1e3), any_of(True, False)


def points(data, shape, dtype="float64", scale=1.0):
    """Inputs on both sides of 0; a single one keeps clear of the roots of P3 and of its derivative."""
    if math.prod(shape) > 1:
        return data.uniform(-1.8 * scale, 1.8 * scale, *shape, dtype=dtype)
    return np.asarray(scale * data.uniform(0.9, 1.8, *shape) * data.sign(), dtype)


def weights(data, x):
    """Dense cotangents of x's dtype, none of them ones, of two magnitudes."""
    return [data.normal(*x.shape, scale=scale, dtype=x.dtype.name) for scale in (1.0, data.magnitude(1e-3, 1e3))]


@exercise.check(points=1, hint="Work out P3(2) by the formula, and compare. Does it work for a matrix as well?")
@exercise.cases(
    ((4,), "float64", 1.0, True),
    ((), "float32", 1.0, True),
    ((3, 5), DTYPE, 1.0, False),
    (SMALL, DTYPE, any_of(TINY, MEDIUM), True),
    (FULL, DTYPE, LARGE, False),
)
def value_is_p3(student, solution, data, shape, dtype, scale, contiguous):
    """The value is P₃(x) for every entry of x, whatever its shape."""
    x = points(data, shape, dtype, scale)
    given = student.leaf(x, requires_grad=False, contiguous=contiguous)
    close(student.LegendrePolynomial3.apply(given), solution.LegendrePolynomial3.apply(x), "P3(x)")


def right(student, like, data, x, contiguous=True, derivative=False):
    """Claims that value and gradient are right at x, whatever is asked in between; by torch's gradcheck too."""
    how = {"contiguous": contiguous, "precise": True, "between": (points(data, x.shape),), "derivative": derivative}
    gradcheck(student.LegendrePolynomial3.apply, (x,), like, cotangents=weights(data, x), **how)


def right_in_a_sum(student, like, data, x):
    """Claims that P₃(x) + x has the right gradient, both of whose terms are handed the same grad_output."""
    cotangent = data.normal(*x.shape, dtype=x.dtype.name)
    leaf, reference = student.leaf(x), like.proxy.leaf(x)
    (grad,) = student.LegendrePolynomial3.apply.keeping(leaf)[1].plus(leaf).gradients([leaf], cotangent)
    (wanted,) = like.keeping(reference)[1].gradients([reference], cotangent)
    close(grad, wanted + cotangent, say("the gradient of P3(x) + x"), cause="wrong_gradient")


@exercise.check(
    points=3, hint="The derivative of P3 at x, times what comes in: for every entry, in the precision of x."
)
@exercise.cases(
    (right, (3,), "float64", 1.0),
    (right, (), "float64", ANY, True, True),
    (right_in_a_sum, (3,), DTYPE, 1.0),
    (right, SMALL, "float32", ANY, False),
    (elsewhere(right), SMALL, "float64", ANY, False),
    (right, FULL, DTYPE, LARGE, EITHER),
    (right_in_a_sum, FULL, DTYPE, ANY),
)
def gradient_is_right(student, solution, data, claims, shape, dtype, scale, *how):
    """The gradient is P₃′(x) times what comes in, to float64's precision, whatever the shape."""
    claims(student, solution.LegendrePolynomial3.apply, data, points(data, shape, dtype, scale), *how)


@exercise.check(points=1, hint="Differentiate P3 on paper, and write the result into backward.", without_autograd=True)
@exercise.cases(((3, 9), "float64"), (FULL, DTYPE))
def backward_is_written_out(student, solution, data, shape, dtype):
    """The backward is written out: it needs no autograd itself."""
    x = points(data, shape, dtype)
    how = {"cotangents": weights(data, x)[:1], "derivative": not student.autograd}
    gradcheck(student.LegendrePolynomial3.apply, (x,), solution.LegendrePolynomial3.apply, **how)


def descent(data, samples, steps, scale, dtype):
    """x, y, a learning rate with which the loss falls, and a number of steps in which what float32 rounds away stays
    far below what may be off."""

    def draw():
        x = data.uniform(-2.0, 3.0, samples)
        y = data.number(1.0, 2.0) * np.sin(x) + data.number(0.3, 0.6)
        x, y = (scale * x).astype(dtype), (scale * y).astype(dtype)
        slopes, error = derivatives(x, y, *START)
        steepest = np.linalg.norm(slopes, 2) ** 2, 10 * np.linalg.norm(slopes @ error)
        return x, y, data.number(0.15, 0.3) / float(max(steepest)), steps

    return data.until(draw, lambda *problem: is_close(*(descended(*problem, d) for d in ("float32", "float64")), NEAR))


NEAR = Tolerance(2e-5, 2e-7)
"""A fifth of what may be off. All of 200 draws of each case are as near, measured, and 9 in 10 of the longest ones."""
START = 0.0, -1.0, 0.0, 0.3


def descended(x, y, rate, steps, dtype):
    """The losses, and after them the last a, b, c and d."""
    x, y, params, losses = x.astype(dtype), y.astype(dtype), np.array(START, dtype), []
    for _ in range(steps):
        slopes, error = derivatives(x, y, *params)
        losses.append(error @ error)
        params = params - 2 * np.dtype(dtype).type(rate) * (slopes @ error)
    return np.array([*np.array(losses) / losses[0], *params])


def derivatives(x, y, a, b, c, d):
    """Of the prediction with respect to a, b, c and d; and its error. Shapes: (4, N), (N,)."""
    u = c + d * x
    value, slope = (5 * u**3 - 3 * u) / 2, b * (15 * u**2 - 3) / 2
    return np.stack([np.ones_like(u), value, slope, slope * x]), a + b * value - y


@exercise.check(points=3, hint="Which of the four parameters does each step update, and from which gradient?")
@exercise.cases(
    (20, 5, 1.0, "float64"),
    (1, sizes(20, 40), magnitudes(1e-3, 1.0), DTYPE),
    (SOME, sizes(1, 30), MEDIUM, DTYPE),
    (sizes(2, 6), sizes(172, 190), magnitudes(3e-3, 1.0), DTYPE),
    (MANY, sizes(2, 12), LARGE, DTYPE),
)
def training_follows_the_reference(student, solution, data, *case):
    """Training follows the reference on any data, step by step, and returns the last a, b, c, d."""
    problem = data.once(descent, *case)
    train_alike(student.fit, solution.fit, *problem, returned=[[say("the returned {name}", name=n) for n in "abcd"]])


@exercise.check(points=1, hint="Compare your first losses with the reference's: where do they part?")
def posts_run_is_met(student, solution, data):
    """On the post's data the run begins as the post's does."""
    import torch

    x = torch.linspace(-math.pi, math.pi, 2000)
    train_alike(student.fit, solution.fit, x.numpy(), torch.sin(x).numpy(), 5e-6, 8, rtol=HONEST)


exercise.leaves_arguments(points=1)
