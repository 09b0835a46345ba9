import math

import numpy as np

from grader import Exercise, Remark, answers, close, gradcheck, in_another_session, say, train_alike, unchanged

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
        "fit": answers.results(answers.sequence(answers.number, 4), answers.losses),
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
FAR = 1000.0  # how much larger some inputs are than the others: no bound belongs to the formula


def points(data, *shape, dtype="float64", scale=1.0):
    """Inputs on both sides of 0; a single one keeps clear of the roots of P3 and of its derivative."""
    if math.prod(shape) > 1:
        return data.uniform(-1.8 * scale, 1.8 * scale, *shape, dtype=dtype)
    return np.asarray(data.uniform(0.9, 1.8, *shape) * data.sign(), dtype)


def weights(data, shape):
    """Dense cotangents, none of them ones, of three magnitudes."""
    return [data.normal(*shape, scale=scale) for scale in (1.0, 300.0, 0.01)]


@exercise.check(points=2, hint="Work out P3(2) by the formula, and compare. Does it work for a matrix as well?")
@exercise.cases(
    ((4,), "float64", True),
    ((), "float32", True),
    ((3, 5), "float32", False),
    ((1,), "float64", False),
    ((2, 3, 20), "float64", True),
    ((2, 3, 20), "float64", False),
    ((4,), "float64", True, FAR),
)
def value_is_p3(student, solution, data, shape, dtype, contiguous, scale=1.0):
    """The value is P₃(x) for every entry of x, whatever its shape, and x is left as it was."""
    x = points(data, *shape, dtype=dtype, scale=scale)
    given = student.leaf(x, requires_grad=False, contiguous=contiguous)
    close(student.LegendrePolynomial3.apply(given), solution.LegendrePolynomial3.apply(x), "P3(x)")
    unchanged(x=given)


@exercise.check(
    points=3, hint="The derivative of P3 at x, times what comes in: for every entry, in the precision of x."
)
def gradient_is_right(student, solution, data):
    """The gradient is P₃′(x) times what comes in, to float64's precision, whatever the shape."""
    like = solution.LegendrePolynomial3.apply
    asked = probes(data, ((3,), True), ((3,), True), ((), True), ((2, 3, 25), False))
    differentiates(student, like, asked + probes(data, ((5,), True), scale=FAR))
    others = probes(data, ((4, 2), False), ((11, 13), True), ((1,), False)) + probes(data, ((2, 2), True), scale=FAR)
    in_another_session(student, lambda elsewhere: differentiates(elsewhere, like, others))


def probes(data, *shapes, scale=1.0):
    """Inputs, others to go in between, cotangents, and whether the inputs are contiguous; for each of the shapes."""
    return [(points(data, *s, scale=scale), points(data, *s), weights(data, s), contiguous) for s, contiguous in shapes]


def differentiates(subject, like, asked):
    """Claims that the gradient is right at all of them, the first time by torch's gradcheck too."""
    for turn, (x, other, cotangents, contiguous) in enumerate(asked):
        how = {"contiguous": contiguous, "precise": True, "between": (other,), "derivative": turn == 0}
        gradcheck(subject.LegendrePolynomial3.apply, (x,), like, cotangents=cotangents, **how)


@exercise.check(points=1, hint="Differentiate P3 on paper, and write the result into backward.", without_autograd=True)
def backward_is_written_out(student, solution, data):
    """The backward is written out: it needs no autograd itself."""
    x, how = points(data, 3, 9), {"cotangents": weights(data, (3, 9)), "derivative": not student.autograd}
    gradcheck(student.LegendrePolynomial3.apply, (x,), solution.LegendrePolynomial3.apply, **how)


@exercise.check(points=3, hint="Which of the four parameters does each step update, and from which gradient?")
@exercise.cases((20, 5, "float64"), (31, 12, "float32"), (1, 3, "float64"))
def training_follows_the_reference(student, solution, data, samples, steps, dtype):
    """Training follows the reference on any data, step by step, and returns the last a, b, c, d."""
    x = data.uniform(-2.0, 3.0, samples)
    y = data.number(1.0, 2.0) * np.sin(x) + data.number(0.3, 0.6)
    problem = x.astype(dtype), y.astype(dtype), data.number(0.008, 0.012) / samples, steps
    train_alike(student.fit, solution.fit, *problem, returned=[[say("the returned {name}", name=n) for n in "abcd"]])


@exercise.check(points=1, hint="Compare your first losses with the reference's: where do they part?")
def posts_run_is_met(student, solution, data):
    """On the post's data the run begins as the post's does."""
    import torch

    x = torch.linspace(-math.pi, math.pi, 2000)
    train_alike(student.fit, solution.fit, x.numpy(), torch.sin(x).numpy(), 5e-6, 8, rtol=HONEST)
