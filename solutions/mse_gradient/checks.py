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
    agree,
    array,
    fingerprint,
    losses,
    magnitudes,
    number,
    results,
    say,
    sizes,
    train_alike,
)

exercise = Exercise(
    title="The gradient of the mean squared error, by hand",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd"),
    hints=(
        "The formula has one sum over the samples and one division by N. Count them in your code.",
        "Multiply 2x with (y_pred − y) entry by entry, so that N numbers are left, and take their mean "
        "once. In train, record the loss before you move w.",
    ),
    returns={
        "forward": array,
        "loss": number,
        "gradient": number,
        "train": results(number, losses, names=("w", "losses")),
    },
)

PLAIN, ANY, SLOW, QUICK = magnitudes(0.06, 0.12), magnitudes(0.02, 1.8), magnitudes(0.005, 0.02), magnitudes(0.7, 1.4)
"""What part of its way to the best w a step of the training takes; up to 2 it comes nearer."""
CONVERGED = sizes(40, 50)
"""Steps after which a quick descent has arrived, in float64 too."""


@exercise.check(points=1, hint="One multiplication: every x times w.")
@exercise.cases((5, 1.0, "float64"), (1, MEDIUM, DTYPE), (SOME, TINY, DTYPE), (MANY, LARGE, DTYPE))
def prediction_is_w_times_x(student, solution, data, samples, scale, dtype):
    """The prediction is w · x."""
    x = data.normal(samples, scale=scale, dtype=dtype)
    agree(student.forward, solution.forward, x, scale * data.off_zero())


@exercise.check(points=2, hint="Square the differences, then take their mean: not the sum, not the root.")
@exercise.cases((6, 1.0, "float64"), (1, 1.0, "float64"), (SOME, TINY, DTYPE), (MANY, LARGE, DTYPE))
def loss_is_the_mean_of_the_squares(student, solution, data, samples, scale, dtype):
    """The loss is the mean of the squared errors."""
    y, y_pred = (data.normal(samples, scale=scale, dtype=dtype) for _ in range(2))
    agree(student.loss, solution.loss, y, y_pred, samples=samples)


def predicted(data, samples, scale, dtype, sign):
    """x, y, and what a w that is far off predicts."""
    x, y = data.near_a_line(samples, sign, dtype, scale=scale)
    return x, y, (sign * data.number(-1.0, 0.5) * x).astype(dtype)


def unrelated(data, samples):
    """x, y and a prediction that is not a multiple of x, with a gradient that is not what is left of terms that
    cancel."""
    return data.until(lambda: tuple(data.normal(samples) for _ in range(3)), terms_do_not_cancel)


def terms_do_not_cancel(x, y, y_pred):
    terms = x * (y_pred - y)
    return np.abs(terms.sum()) > 0.3 * np.abs(terms).sum()


def perfect(data, samples):
    """A prediction that is right: the gradient is 0. All products are exact, in whatever order they are added."""
    x = np.array([data.quarter() for _ in range(samples)])
    return x, 1.5 * x, 1.5 * x


@exercise.check(
    points=3, hint="Print the shape of each step of your formula: where do the N numbers become one, and how often?"
)
@exercise.cases(
    (predicted, 5, 1.0, "float64", 1),
    (predicted, 1, 1.0, "float64", 1),
    (unrelated, sizes(3, 9)),
    (predicted, SOME, TINY, DTYPE, SIGN),
    (predicted, MANY, LARGE, DTYPE, SIGN),
    (perfect, sizes(1, 6)),
)
def gradient_matches_the_formula(student, solution, data, make, samples, *case):
    """The gradient is the mean of 2x(wx − y)."""
    problem = data.once(make, samples, *case)
    agree(student.gradient, solution.gradient, *problem, cause="wrong_gradient", samples=samples)


@exercise.check(points=3, hint="In every step: predict, record the loss, then move w against the gradient.")
@exercise.cases(
    (6, 12, 1.0, 1.0, PLAIN, "float64", 1),
    (1, 1, 1.0, 1.0, ANY, DTYPE, SIGN),
    (SOME, SOME, MEDIUM, MEDIUM, ANY, DTYPE, SIGN),
    (sizes(2, 12), MANY, TINY, TINY, SLOW, DTYPE, SIGN),
    (MANY, sizes(2, 12), LARGE, LARGE, ANY, DTYPE, SIGN),
    (sizes(2, 12), CONVERGED, TINY, LARGE, QUICK, "float64", SIGN),
    (1, CONVERGED, MEDIUM, TINY, QUICK, "float64", SIGN),
)
def training_follows_the_reference(student, solution, data, samples, steps, scale, height, pull, dtype, sign):
    """Training follows the reference, step by step, and returns the last w."""
    X, Y = data.near_a_line(samples, sign, dtype, scale=scale, height=height)
    rate = pull / float(2 * np.mean(X.astype("float64") ** 2))
    at_zero = np.zeros_like(X)
    with fingerprint(lambda: student.gradient(X, Y, at_zero), own=True):  # uphill by `train` is not so by `gradient`
        train_alike(student.train, solution.train, X, Y, rate, steps, returned=[say("the returned w")])


exercise.leaves_arguments(points=1)
