import math

import numpy as np

from grader import (
    Exercise,
    Outcome,
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
from grader.checks.compare import Tolerance

exercise = Exercise(
    title="A function with its own backward",
    allows=("torch",),
    hints=(
        "forward has to leave behind what backward needs; backward gets one number for every entry of the output.",
        "Save x in forward. In backward, take the derivative of ½(5x³ − 3x), which is 3/2 · (5x² − 1), and "
        "multiply it entry by entry with grad_output.",
    ),
    returns={"LegendrePolynomial3": tensor, "fit": results(sequence(number, 4), losses)},
    on_device=("LegendrePolynomial3",),
)

PRINTED = np.array(
    [
        209.95834350585938, 144.66018676757812, 100.70249938964844, 71.03519439697266, 50.97850799560547,
        37.403133392333984, 28.206867218017578, 21.973188400268555, 17.7457275390625, 14.877889633178711,
        12.931766510009766, 11.610918045043945, 10.714258193969727, 10.10548210144043, 9.692106246948242,
        9.411375045776367, 9.220745086669922, 9.091285705566406, 9.003361701965332, 8.943639755249023,
    ]
)  # fmt: skip
"""The post's losses of steps 99, 199, …, 1999."""
FITTED = np.array([-5.423830273798558e-09, -2.208526849746704, 1.3320399228078372e-09, 0.2554861009120941])
"""The post's a, b, c and d after its last step."""

HONEST = Tolerance(1e-5, 1e-7)
"""Right answers land within 1e-6 of what the post prints."""


def points(data, *shape, dtype="float64"):
    """Inputs on both sides of 0; a single one keeps clear of the roots of P3 and of its derivative."""
    if math.prod(shape) > 1:
        return data.uniform(-1.8, 1.8, *shape, dtype=dtype)
    return np.asarray(data.uniform(0.9, 1.8, *shape) * data.random.choice([-1, 1]), dtype)


def weights(data, shape):
    """Dense cotangents, none of them ones, of three magnitudes."""
    return [data.normal(*shape, scale=scale) for scale in (1.0, 300.0, 0.01)]


@exercise.check(points=2, hint="Work out P3(2) by the formula, and compare. Does it work for a matrix as well?")
def value_is_p3(student, solution, data):
    """The value is P₃(x) for every entry of x, whatever its shape, and x is left as it was."""
    shapes = (((4,), "float64"), ((), "float32"), ((3, 5), "float32"), ((1,), "float64"), ((2, 3, 20), "float64"))
    for contiguous in (True, False):
        for shape, dtype in shapes:
            x = points(data, *shape, dtype=dtype)
            given = student.leaf(x, requires_grad=False, contiguous=contiguous)
            found = close(
                student.LegendrePolynomial3.apply(given), solution.LegendrePolynomial3.apply(x), "P3(x)"
            ) and equal(np.array_equal(tensor(given.now(), "x"), x), True, "x itself has been changed in place")
            if not found:
                return found
    return found


@exercise.check(
    points=3, hint="The derivative of P3 at x, times what comes in: for every entry, in the precision of x."
)
def gradient_is_right(student, solution, data):
    """The gradient is P₃′(x) times what comes in, to float64's precision, whatever the shape."""
    subjects = {"here": student, "elsewhere": student.fresh()}
    for where, shape, contiguous in (
        ("here", (3,), True),
        ("elsewhere", (4, 2), False),
        ("here", (3,), True),
        ("here", (), True),
        ("elsewhere", (11, 13), True),
        ("here", (2, 3, 25), False),
        ("elsewhere", (1,), False),
    ):
        found = gradcheck(
            subjects[where].LegendrePolynomial3.apply,
            (points(data, *shape),),
            solution.LegendrePolynomial3.apply,
            cotangents=weights(data, shape),
            contiguous=contiguous,
            precise=True,
            between=(points(data, *shape),),
        )
        if not found:
            return found
    return found


@exercise.check(points=1, hint="Differentiate P3 on paper, and write the result into backward.")
def backward_is_written_out(student, solution, data):
    """The backward is written out: it needs no autograd itself."""
    problem, like = (points(data, 3, 9),), solution.LegendrePolynomial3.apply
    found = gradcheck(student.LegendrePolynomial3.apply, problem, like, cotangents=weights(data, (3, 9)))
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
            np.array(params), np.array(expected), "the returned (a, b, c, d)"
        )
        if not found:
            return found
    return found


@exercise.check(points=1, hint="Compare your losses with the ones that the post prints: where do they part?")
def posts_run_is_met(student, solution, data):
    """The post's run of 2000 steps ends with the losses and parameters that the post prints."""
    import torch

    x = torch.linspace(-math.pi, math.pi, 2000)
    problem = x.numpy(), torch.sin(x).numpy(), 5e-6
    found = trajectory(student.fit(*problem, 60)[1], solution.fit(*problem, 60)[1])
    if not found:
        return found
    params, curve = student.fit(*problem, 2000)
    printed = close(curve[99::100], PRINTED, "losses[99::100]", cause="wrong_trajectory", tolerance=HONEST)
    return printed and close(np.array(params), FITTED, "the returned (a, b, c, d)")
