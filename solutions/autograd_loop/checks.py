import numpy as np

from grader import (
    Exercise,
    Remark,
    StudentError,
    close,
    fingerprint,
    first_loss,
    losses,
    number,
    results,
    say,
    shown,
    trajectory,
)

exercise = Exercise(
    title="Gradient descent with autograd",
    allows=("torch",),
    hints=(
        "Three things happen in every step besides the loss: backward, an update that is not tracked, and "
        "gradients that start from nothing again.",
        "Make w a leaf that requires gradients, of X's dtype. In each step: loss, backward, w −= "
        "learning_rate · w.grad under no_grad, then clear w.grad. Return the w after the last update.",
    ),
    returns={"train": results(number, losses)},
    remarks=(
        Remark(
            "The numbers are right, and no points are lost, but your gradient is worked out by hand. This exercise is "
            "about autograd: let `backward` find it, and compare.",
            lacks=("backward", "grad", "grad_and_value", "torch.autograd", "torch.func", "functorch"),
        ),
    ),
)


def points_near_a_line(data, samples, dtype="float64", sign=1):
    """x clear of zero, every third one negative, y near a line through the origin that rises (sign 1) or falls (-1)."""
    x = data.uniform(0.5, 2.0, samples) * np.where(np.arange(samples) % 3 == 2, -1.0, 1.0)
    y = sign * data.number(1.0, 3.0) * x + data.normal(samples, scale=0.3)
    return x.astype(dtype), y.astype(dtype)


@exercise.check(
    points=3,
    hint="Write the loop's body down for one step: prediction, loss, gradient, update.",
    cases=((5, "float64", 1), (3, "float32", -1), (1, "float64", 1)),
)
def one_step_follows_the_gradient(student, solution, data, samples, dtype, sign):
    """One step from w = 0 has the mean squared error as its loss and goes against its gradient."""
    X, Y = points_near_a_line(data, samples, dtype, sign)
    rate, given = data.number(0.1, 0.2), shown(X=X, Y=Y)
    w, curve = student.train(X, Y, rate, 1)
    expected_w, expected_curve = solution.train(X, Y, rate, 1)
    with fingerprint(lambda: student.train(X, Y, rate, 2), curve):  # some agree in one step
        first_loss(curve, expected_curve, samples=samples, given=given)
        close(w, expected_w, say("w after one step"), cause="wrong_gradient", samples=samples, given=given)


@exercise.check(
    points=4,
    hint="What does a step leave behind for the next one: in w, in its gradient, in the recorded graph?",
    cases=((6, 12, "float64", 1), (40, 9, "float32", -1)),
)
def losses_follow_the_reference(student, solution, data, samples, steps, dtype, sign):
    """The losses of many steps follow the reference."""
    problem = *points_near_a_line(data, samples, dtype, sign), data.number(0.02, 0.04), steps
    trajectory(many_steps(student, *problem)[1], solution.train(*problem)[1])


@exercise.check(
    points=2,
    hint="The w that comes back has gone through every update, the last one too.",
    cases=((7, 4, 1), (2, 9, -1)),
)
def last_w_comes_back(student, solution, data, samples, steps, sign):
    """The returned w is the one after the last step."""
    problem = *points_near_a_line(data, samples, sign=sign), data.number(0.02, 0.04), steps
    w, curve = many_steps(student, *problem)
    with fingerprint(w, curve):
        close(w, solution.train(*problem)[0], say("the returned w"))


@exercise.check(points=1, hint="Each call begins anew: at w = 0, and with no gradient from the call before.")
def calls_do_not_remember(student, solution, data):
    """Every call starts afresh, at w = 0."""
    one = *points_near_a_line(data, 4), 0.05, 3
    other = *points_near_a_line(data, 9, sign=-1), 0.03, 5
    for problem in (one, other, one):
        w, curve = many_steps(student, *problem)
        expected_w, expected_curve = solution.train(*problem)
        with fingerprint(w, curve):
            trajectory(curve, expected_curve)
            close(w, expected_w, say("the returned w"))


def many_steps(student, X, Y, rate, steps):
    """What train returns. An error that a single step does not bring about is told as one of the second step."""
    try:
        return student.train(X, Y, rate, steps)
    except StudentError as error:
        if error.cause != "raised":
            raise
        student.train(X, Y, rate, 1)  # raises by itself where the first step does
        message = say("one step goes well, the next one does not: {message}", message=error.message)
        details = {**error.details, "fingerprint": f"not in the first step: {error.details['fingerprint']}"}
        raise StudentError("raised", message, **details) from None
