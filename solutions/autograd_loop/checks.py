from functools import partial

import numpy as np

from grader import (
    DTYPE,
    LARGE,
    MANY,
    MEDIUM,
    SIGN,
    SOME,
    TINY,
    Exercise,
    Remark,
    StudentError,
    losses,
    magnitudes,
    number,
    results,
    say,
    shown,
    sizes,
    train_alike,
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
    returns={"train": results(number, losses, names=("w", "losses"))},
    remarks=(Remark.by_hand(),),
)

PLAIN, ANY, SLOW, QUICK = magnitudes(0.1, 0.2), magnitudes(0.02, 1.8), magnitudes(0.005, 0.02), magnitudes(0.7, 1.4)
CONVERGED, LONG = sizes(40, 50), sizes(172, 200)
"""Numbers of steps: a quick descent has arrived, in float64 too; a slow one is still on its way."""


@exercise.check(points=3, hint="Write the loop's body down for one step: prediction, loss, gradient, update.")
@exercise.cases(
    (5, 1.0, 1.0, PLAIN, "float64", 1),
    (1, MEDIUM, MEDIUM, ANY, DTYPE, SIGN),
    (SOME, TINY, LARGE, ANY, "float32", SIGN),
    (MANY, LARGE, LARGE, ANY, DTYPE, SIGN),
)
def one_step_follows_the_gradient(student, solution, data, samples, *how):
    """One step from w = 0 has the mean squared error as its loss and goes against its gradient."""
    X, Y, rate = problem(data, samples, *how)
    shows = {"cause": "wrong_gradient", "samples": samples, "given": shown(X=X, Y=Y)}
    train_alike(student.train, solution.train, X, Y, rate, 1, returned=[say("w after one step")], more=2, **shows)


@exercise.check(
    points=3, hint="What does a step leave behind for the next one: in w, in its gradient, in the recorded graph?"
)
@exercise.cases(
    (6, 12, 1.0, 1.0, PLAIN, "float64", 1),
    (SOME, SOME, MEDIUM, MEDIUM, ANY, DTYPE, SIGN),
    (MANY, sizes(2, 12), LARGE, LARGE, ANY, "float32", SIGN),
    (sizes(2, 12), CONVERGED, TINY, MEDIUM, QUICK, "float64", SIGN),
    (1, LONG, TINY, TINY, SLOW, DTYPE, SIGN),
)
def losses_follow_the_reference(student, solution, data, samples, steps, *how):
    """The losses of many steps follow the reference."""
    returned = [say("the returned w")] if steps > 100 else []  # here, as such a run is not made twice
    train_alike(partial(many_steps, student), solution.train, *problem(data, samples, *how), steps, returned=returned)


@exercise.check(points=2, hint="The w that comes back has gone through every update, the last one too.")
@exercise.cases((7, 4, 1.0, 1.0, PLAIN, "float64", 1), (SOME, SOME, TINY, TINY, ANY, DTYPE, SIGN))
def last_w_comes_back(student, solution, data, samples, steps, *how):
    """The returned w is the one after the last step."""
    given = *problem(data, samples, *how), steps
    train_alike(partial(many_steps, student), solution.train, *given, returned=[say("the returned w")], losses=False)


@exercise.check(points=1, hint="Each call begins anew: at w = 0, and with no gradient from the call before.")
def calls_do_not_remember(student, solution, data):
    """Every call starts afresh, at w = 0."""
    one, other = ((*problem(data, 4, 1.0, 1.0, PLAIN.draw(data), "float64", sign), 3) for sign in (1, -1))
    equal = np.full(data.size(1, 9), data.quarter())
    student.train.failing(*one[:2], None, 2)
    for given in (one, other, (equal, 0 * equal, 0.05, 5), one):
        train_alike(partial(many_steps, student), solution.train, *given, returned=[say("the returned w")])


exercise.leaves_arguments(points=1)


def problem(data, samples, scale, height, pull, dtype, sign):
    """X of the size `scale`, Y of the size `height`, and a learning rate. pull: what part of its way to the best w a
    step takes; up to 2 it comes nearer."""
    X, Y = data.near_a_line(samples, sign, dtype, every_third=samples > 1, scale=scale, height=height)
    return X, Y, pull / float(2 * np.mean(X.astype("float64") ** 2))


def many_steps(student, X, Y, rate, steps):
    """What train returns. An error that a single step does not bring about is told as one of the second step."""
    try:
        return student.train(X, Y, rate, steps)
    except StudentError as error:
        if error.cause != "raised":
            raise
        student.train(X, Y, rate, 1)  # raises by itself where the first step does
        message = say("one step goes well, the next one does not: {message}", message=error.message)
        details = {**error.details, "fingerprint": f"not in the first step: {error.details.get('fingerprint')}"}
        raise StudentError("raised", message, **details) from None
