import numpy as np

from grader import Exercise, agree, array, fingerprint, losses, number, results, say, train_alike

exercise = Exercise(
    title="The gradient of the mean squared error, by hand",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd"),
    hints=(
        "The formula has one sum over the samples and one division by N. Count them in your code.",
        "Multiply 2x with (y_pred − y) entry by entry, so that N numbers are left, and take their mean "
        "once. In train, record the loss before you move w.",
    ),
    returns={"forward": array, "loss": number, "gradient": number, "train": results(number, losses)},
)


@exercise.check(points=1, hint="One multiplication: every x times w.")
@exercise.cases((5, 1), (3, -1))
def prediction_is_w_times_x(student, solution, data, samples, sign):
    """The prediction is w · x."""
    agree(student.forward, solution.forward, data.normal(samples), sign * data.number(0.5, 2.0))


@exercise.check(points=2, hint="Square the differences, then take their mean: not the sum, not the root.")
@exercise.cases(6, 4, 1)
def loss_is_the_mean_of_the_squares(student, solution, data, samples):
    """The loss is the mean of the squared errors."""
    agree(student.loss, solution.loss, data.normal(samples), data.normal(samples), samples=samples)


def predicted(data, samples, dtype, sign):
    """x, y, and what a w that is far off predicts."""
    x, y = data.near_a_line(samples, sign, dtype)
    return x, y, (sign * data.number(-1.0, 0.5) * x).astype(dtype)


def unrelated(data, samples):
    """x, y and a prediction that is not a multiple of x, with a gradient that is not what is left of terms that
    cancel."""
    return data.until(lambda: tuple(data.normal(samples) for _ in range(3)), terms_do_not_cancel)


def terms_do_not_cancel(x, y, y_pred):
    terms = x * (y_pred - y)
    return np.abs(terms.sum()) > 0.3 * np.abs(terms).sum()


@exercise.check(
    points=4, hint="Print the shape of each step of your formula: where do the N numbers become one, and how often?"
)
@exercise.cases(
    (predicted, 5, "float64", 1), (predicted, 7, "float32", -1), (predicted, 1, "float64", 1), (unrelated, 4)
)
def gradient_matches_the_formula(student, solution, data, make, samples, *case):
    """The gradient is the mean of 2x(wx − y)."""
    problem = data.once(make, samples, *case)
    agree(student.gradient, solution.gradient, *problem, cause="wrong_gradient", samples=samples)


@exercise.check(points=3, hint="In every step: predict, record the loss, then move w against the gradient.")
@exercise.cases((6, 12, "float64", 1), (4, 8, "float32", -1))
def training_follows_the_reference(student, solution, data, samples, steps, dtype, sign):
    """Training follows the reference, step by step, and returns the last w."""
    X, Y = data.near_a_line(samples, sign, dtype)
    rate = data.number(0.02, 0.04)
    at_zero = np.zeros_like(X)
    with fingerprint(lambda: student.gradient(X, Y, at_zero), own=True):  # uphill by `train` is not so by `gradient`
        train_alike(student.train, solution.train, X, Y, rate, steps, returned=[say("the returned w")])
