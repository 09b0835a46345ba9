import contextlib
import math

import numpy as np

from grader import (
    Exercise,
    Outcome,
    Remark,
    StudentError,
    close,
    equal,
    gradcheck,
    losses,
    number,
    results,
    sequence,
    tensor,
    trajectory,
)
from grader.errors import NoWorker

exercise = Exercise(
    title="A function with its own backward",
    allows=("torch",),
    hints=(
        "forward has to leave behind what backward needs; backward gets one number for every entry of the output.",
        "Save x in forward. In backward, take the derivative of ½(5x³ − 3x), which is 3/2 · (5x² − 1), and "
        "multiply it entry by entry with grad_output.",
    ),
    returns={"LegendrePolynomial3": tensor, "fit": results(sequence(number, 4), losses)},
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but your file never calls `LegendrePolynomial3.apply`: "
            "with it in `fit`, `loss.backward()` runs your own backward.",
            lacks=("apply",),
        ),
    ),
    on_device=("LegendrePolynomial3",),
)

HONEST = 1e-5
"""Right answers land within 1e-6 of what the post prints, whatever they compute in."""


FAR = 1000.0
"""How much larger some inputs are than the others: no bound belongs to the formula."""


def points(data, *shape, dtype="float64", scale=1.0):
    """Inputs on both sides of 0; a single one keeps clear of the roots of P3 and of its derivative."""
    if math.prod(shape) > 1:
        return data.uniform(-1.8 * scale, 1.8 * scale, *shape, dtype=dtype)
    return np.asarray(data.uniform(0.9, 1.8, *shape) * data.random.choice([-1, 1]), dtype)


def weights(data, shape):
    """Dense cotangents, none of them ones, of three magnitudes."""
    return [data.normal(*shape, scale=scale) for scale in (1.0, 300.0, 0.01)]


@exercise.check(points=2, hint="Work out P3(2) by the formula, and compare. Does it work for a matrix as well?")
def value_is_p3(student, solution, data):
    """The value is P₃(x) for every entry of x, whatever its shape, and x is left as it was."""
    for shape, dtype, contiguous, scale in (
        ((4,), "float64", True, 1.0),
        ((), "float32", True, 1.0),
        ((3, 5), "float32", False, 1.0),
        ((1,), "float64", False, 1.0),
        ((2, 3, 20), "float64", True, 1.0),
        ((2, 3, 20), "float64", False, 1.0),
        ((4,), "float64", True, FAR),
    ):
        x = points(data, *shape, dtype=dtype, scale=scale)
        given = student.leaf(x, requires_grad=False, contiguous=contiguous)
        found = close(
            student.LegendrePolynomial3.apply(given), solution.LegendrePolynomial3.apply(x), "P3(x)"
        ) and equal(np.array_equal(tensor(given.now(), "x"), x), True, "x itself has been changed in place")
        if not found:
            return found
    return found
    return found


@exercise.check(
    points=3, hint="The derivative of P3 at x, times what comes in: for every entry, in the precision of x."
)
def gradient_is_right(student, solution, data):
    """The gradient is P₃′(x) times what comes in, to float64's precision, whatever the shape."""
    like = solution.LegendrePolynomial3.apply
    asked = probes(data, ((3,), True), ((3,), True), ((), True), ((2, 3, 25), False))
    found = differentiates(student, like, asked + probes(data, ((5,), True), scale=FAR))
    if not found:
        return found
    others = probes(data, ((4, 2), False), ((11, 13), True), ((1,), False)) + probes(data, ((2, 2), True), scale=FAR)
    for subject in unseen(student):
        try:
            found = differentiates(subject, like, others)
        except StudentError:
            if subject.autograd:
                raise
        else:
            if found or subject.autograd:
                return found
    return found


def probes(data, *shapes, scale=1.0):
    """Inputs, others to go in between, cotangents, and whether the inputs are contiguous; for each of the shapes."""
    return [(points(data, *s, scale=scale), points(data, *s), weights(data, s), contiguous) for s, contiguous in shapes]


def differentiates(subject, like, asked):
    """Whether the gradient is right at all of them, the first time by torch's gradcheck too."""
    for turn, (x, other, cotangents, contiguous) in enumerate(asked):
        found = gradcheck(
            subject.LegendrePolynomial3.apply,
            (x,),
            like,
            cotangents=cotangents,
            contiguous=contiguous,
            precise=True,
            between=(other,),
            derivative=turn == 0,
        )
        if not found:
            return found
    return found


def unseen(student):
    """Sessions that have seen none of the first probes. Who is right in a torch without autograd is so in any."""
    with contextlib.suppress(NoWorker):
        yield student.fresh(autograd=False)
    yield student.fresh()


@exercise.check(points=1, hint="Differentiate P3 on paper, and write the result into backward.")
def backward_is_written_out(student, solution, data):
    """The backward is written out: it needs no autograd itself."""
    problem, like = (points(data, 3, 9),), solution.LegendrePolynomial3.apply
    found = gradcheck(
        student.LegendrePolynomial3.apply, problem, like, cotangents=weights(data, (3, 9)), derivative=False
    )
    if not found:
        return found
    bare = student.fresh(autograd=False).LegendrePolynomial3.apply
    try:
        found = gradcheck(bare, problem, like, cotangents=weights(data, (3, 9)))
    except StudentError as error:
        if error.cause != "raised":
            raise
        return needing_autograd("raised", error.message, frames=error.details.get("frames", []))
    return found or needing_autograd("wrong_gradient", found.message)


def needing_autograd(cause, message, **details):
    words = f"in a torch without autograd, where only a backward that is written out works: {message}"
    return Outcome(passed=False, cause=cause, message=words, evidence="needs autograd", **details)


@exercise.check(points=3, hint="Which of the four parameters does each step update, and from which gradient?")
def training_follows_the_reference(student, solution, data):
    """Training follows the reference on any data, step by step, and returns the last a, b, c, d."""
    for samples, steps, dtype in ((20, 5, "float64"), (31, 12, "float32"), (1, 3, "float64")):
        x = data.uniform(-2.0, 3.0, samples)
        y = data.number(1.0, 2.0) * np.sin(x) + data.number(0.3, 0.6)
        problem = x.astype(dtype), y.astype(dtype), data.number(0.008, 0.012) / samples, steps
        params, curve = student.fit(*problem)
        expected, expected_curve = solution.fit(*problem)
        found = trajectory(curve, expected_curve) and close(
            np.array(params), np.array(expected), names=[f"the returned {name}" for name in "abcd"]
        )
        if not found:
            return found
    return found


@exercise.check(points=1, hint="Compare your first losses with the reference's: where do they part?")
def posts_run_is_met(student, solution, data):
    """On the post's data the run begins as the post's does."""
    import torch

    x = torch.linspace(-math.pi, math.pi, 2000)
    problem = x.numpy(), torch.sin(x).numpy(), 5e-6, 8
    return trajectory(student.fit(*problem)[1], solution.fit(*problem)[1], rtol=HONEST)
