import numpy as np

from grader import FINITE_DIFFERENCES, Exercise, Remark, agree, close, number, results, say, unchanged

exercise = Exercise(
    title="One neuron's loss and gradient",
    allows=("torch",),
    hints=(
        "You need one number from the caller, w, but as a tensor of your own that autograd watches.",
        "Make a fresh leaf from w with requires_grad, compute the loss from it, let autograd differentiate "
        "the loss, and hand back the loss and the leaf's gradient: the caller's w is never touched.",
    ),
    returns={"loss_and_grad": results(number, number)},
    remarks=(Remark.by_hand(),),
)


@exercise.check(points=2, hint="Two steps: the prediction w · x, then the square of what it is off by.")
def loss_is_the_squared_error(student, solution, data):
    """The loss is (w·x − y)²."""
    how = {"what": say("the loss"), "tolerance": FINITE_DIFFERENCES}
    for point in points(data, ((), "float64"), ((1,), "float32"), ((), "float32")):
        agree(student.loss_and_grad, solution.loss_and_grad, *point, part=0, **how)


@exercise.check(points=5, hint="Which tensor does the loss depend on, and which one is the derivative asked for?")
def gradient_is_the_derivative_by_w(student, solution, data):
    """The gradient is the derivative of the loss with respect to w."""
    how = {"what": say("the gradient"), "cause": "wrong_gradient", "tolerance": FINITE_DIFFERENCES}
    for point in points(data, ((1,), "float64"), ((), "float32"), ((1,), "float32")):
        agree(student.loss_and_grad, solution.loss_and_grad, *point, part=1, **how)


@exercise.check(points=3, hint="What would the caller see if they printed w, w.requires_grad and w.grad afterwards?")
@exercise.cases(((), "float32"), ((1,), "float64"))
def callers_w_is_left_alone(student, solution, data, shape, dtype):
    """The caller's w keeps its value and its flag and gets no .grad, and the answer is right."""
    x, y, w = off_the_target(data, shape, dtype)
    lent = student.leaf(w, requires_grad=False)
    loss, grad = student.loss_and_grad(x, y, lent)
    expected_loss, expected_grad = solution.loss_and_grad(x, y, w)
    close(loss, expected_loss, say("the loss"))
    close(grad, expected_grad, say("the gradient"), cause="wrong_gradient")
    unchanged(data, w=lent)


def points(data, *kinds):
    """x, y and w of each shape and dtype, then two where the gradient is 0: at x = 0, and for a perfect fit."""
    drawn = [off_the_target(data, *kind) for kind in kinds]
    x, y, w = (data.quarter() for _ in range(3))
    return *drawn, *(tuple(map(np.asarray, point)) for point in ((0.0, y, w), (x, x * w, w)))


def off_the_target(data, shape, dtype):
    """x, y and w such that nothing that people take for the loss or the gradient comes near it."""
    point = data.until(lambda: (data.off_zero(), data.number(-4.0, 4.0), data.off_zero()), tells_mistakes_apart)
    return [np.full(shape, value, dtype) for value in point]


def tells_mistakes_apart(x, y, w):
    error = w * x - y
    sizes = abs(x) - abs(w), abs(x) - 1, abs(w) - 1, abs(error) - 1, abs(error) - 2
    return min(map(abs, (*sizes, error - 2 * x, y, error))) > 0.1
