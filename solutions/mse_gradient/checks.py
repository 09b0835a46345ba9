import msgspec
import numpy as np

from grader import Exercise, StudentError, array, close, losses, number, results, shown, trajectory

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


def points_near_a_line(data, samples, dtype, sign):
    """x clear of zero on both sides, y near a line through the origin that rises (sign 1) or falls (-1)."""
    x = data.uniform(0.5, 2.0, samples) * data.random.choice([-1.0, 1.0], samples)
    y = sign * data.number(1.0, 3.0) * x + data.normal(samples, scale=0.3)
    return x.astype(dtype), y.astype(dtype)


@exercise.check(points=1, hint="One multiplication: every x times w.")
def prediction_is_w_times_x(student, solution, data):
    """The prediction is w · x."""
    for samples, sign in ((5, 1), (3, -1)):
        x, w = data.normal(samples), sign * data.number(0.5, 2.0)
        found = close(student.forward(x, w), solution.forward(x, w), "forward", given=shown(x=x, w=w))
        if not found:
            return found
    return found


@exercise.check(points=2, hint="Square the differences, then take their mean: not the sum, not the root.")
def loss_is_the_mean_of_the_squares(student, solution, data):
    """The loss is the mean of the squared errors."""
    for samples in (6, 4, 1):
        y, y_pred = data.normal(samples), data.normal(samples)
        found = close(
            student.loss(y, y_pred), solution.loss(y, y_pred), "loss", samples=samples, given=shown(y=y, y_pred=y_pred)
        )
        if not found:
            return found
    return found


@exercise.check(
    points=4, hint="Print the shape of each step of your formula: where do the N numbers become one, and how often?"
)
def gradient_matches_the_formula(student, solution, data):
    """The gradient is the mean of 2x(wx − y)."""
    for make, *case in (
        (predicted, 5, "float64", 1),
        (predicted, 7, "float32", -1),
        (predicted, 1, "float64", 1),
        (unrelated, 4),
    ):
        x, y, y_pred = data.once(make, *case)
        found = close(
            student.gradient(x, y, y_pred),
            solution.gradient(x, y, y_pred),
            "gradient",
            cause="wrong_gradient",
            samples=x.size,
            given=shown(x=x, y=y, y_pred=y_pred),
        )
        if not found:
            return found
    return found


def predicted(data, samples, dtype, sign):
    """x, y, and what a w that is far off predicts."""
    x, y = points_near_a_line(data, samples, dtype, sign)
    return x, y, (sign * data.number(-1.0, 0.5) * x).astype(dtype)


def unrelated(data, samples):
    """x, y and a prediction that is no multiple of x, with a gradient that is not what is left of terms that cancel."""
    for _ in range(1000):
        x, y, y_pred = (data.normal(samples) for _ in range(3))
        terms = x * (y_pred - y)
        if np.abs(terms.sum()) > 0.3 * np.abs(terms).sum():
            return x, y, y_pred
    raise AssertionError(f"the terms of {samples} samples always cancel")


@exercise.check(points=3, hint="In every step: predict, record the loss, then move w against the gradient.")
def training_follows_the_reference(student, solution, data):
    """Training follows the reference, step by step, and returns the last w."""
    for samples, steps, dtype, sign in ((6, 12, "float64", 1), (4, 8, "float32", -1)):
        X, Y = data.once(points_near_a_line, samples, dtype, sign)
        rate = data.number(0.02, 0.04)
        w, curve = student.train(X, Y, rate, steps)
        expected_w, expected_curve = solution.train(X, Y, rate, steps)
        found = trajectory(curve, expected_curve) and close(w, expected_w, "the returned w")
        if not found:
            return with_gradient(found, student, X, Y)
    return found


def with_gradient(found, student, X, Y):
    """The outcome, with the gradient at w = 0 in its evidence: uphill by `train` is not uphill by `gradient`."""
    try:
        slope = student.gradient(X, Y, np.zeros_like(X))
    except StudentError:
        return found
    return msgspec.structs.replace(found, evidence=np.append(found.evidence, slope))
