import numpy as np

from grader import (
    DTYPE,
    FINITE_DIFFERENCES,
    LARGE,
    MEDIUM,
    TINY,
    Exercise,
    Remark,
    agree,
    any_of,
    close,
    number,
    results,
    say,
    unchanged,
)

exercise = Exercise(
    title="One neuron's loss and gradient",
    allows=("torch",),
    hints=(
        "You need one number from the caller, w, but as a tensor of your own that autograd watches.",
        "Make a fresh leaf from w with requires_grad, compute the loss from it, let autograd differentiate "
        "the loss, and hand back the loss and the leaf's gradient: the caller's w is never touched.",
    ),
    returns={"loss_and_grad": results(number, number, names=("loss", "gradient"))},
    remarks=(Remark.by_hand(),),
    ranges={"samples": (1, 1)},
)


SHAPE = any_of((), (1,), (1, 1))


def off_the_target(data, shape, dtype, x_size=1.0, w_size=1.0):
    """x, y and w such that nothing that people take for the loss or the gradient comes near it."""
    x, y, w = data.until(lambda: (data.off_zero(), data.number(-4.0, 4.0), data.off_zero()), tells_mistakes_apart)
    return [np.full(shape, value, dtype) for value in (x_size * x, x_size * w_size * y, w_size * w)]


def tells_mistakes_apart(x, y, w):
    error = w * x - y
    sizes = abs(x) - abs(w), abs(x) - 1, abs(w) - 1, abs(error) - 1, abs(error) - 2
    return min(map(abs, (*sizes, error - 2 * x, y, error))) > 0.1


def at_zero(data):
    """The gradient is 0, as x is."""
    return list(map(np.asarray, (0.0, data.quarter(), data.quarter())))


def perfect(data):
    """The gradient is 0, as the error is."""
    x, w = data.quarter(), data.quarter()
    return list(map(np.asarray, (x, x * w, w)))


POINTS = (
    (off_the_target, (), "float64"),
    (off_the_target, (1,), "float32"),
    (off_the_target, (1, 1), DTYPE, MEDIUM, MEDIUM),
    (off_the_target, SHAPE, DTYPE, TINY, LARGE),
    (off_the_target, SHAPE, DTYPE, LARGE, 1.0),
    (off_the_target, SHAPE, DTYPE, TINY, 1.0),
    (at_zero,),
    (perfect,),
)


@exercise.check(points=2, cases=POINTS, hint="Two steps: the prediction w · x, then the square of what it is off by.")
def loss_is_the_squared_error(student, solution, data, point, *case):
    """The loss is (w·x − y)²."""
    how = {"part": 0, "what": say("the loss"), "tolerance": FINITE_DIFFERENCES}
    agree(student.loss_and_grad, solution.loss_and_grad, *point(data, *case), **how)


@exercise.check(
    points=4, cases=POINTS, hint="Which tensor does the loss depend on, and which one is the derivative asked for?"
)
def gradient_is_the_derivative_by_w(student, solution, data, point, *case):
    """The gradient is the derivative of the loss with respect to w."""
    how = {"part": 1, "what": say("the gradient"), "cause": "wrong_gradient", "tolerance": FINITE_DIFFERENCES}
    agree(student.loss_and_grad, solution.loss_and_grad, *point(data, *case), **how)


@exercise.check(points=3, hint="What would the caller see if they printed w, w.requires_grad and w.grad afterwards?")
@exercise.cases(((), "float32"), ((1,), "float64"), (SHAPE, DTYPE, MEDIUM, MEDIUM))
def callers_w_is_left_alone(student, solution, data, *case):
    """The caller's w keeps its value and its flag and gets no .grad, and the answer is right."""
    x, y, w = off_the_target(data, *case)
    student.loss_and_grad.failing(x, None, w)
    lent = student.leaf(w, requires_grad=False)
    loss, grad = student.loss_and_grad(x, y, lent)
    expected_loss, expected_grad = solution.loss_and_grad(x, y, w)
    close(loss, expected_loss, say("the loss"))
    close(grad, expected_grad, say("the gradient"), cause="wrong_gradient")
    unchanged(data, w=lent)


exercise.leaves_arguments(points=1)
