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


def points_near_a_line(data, samples, dtype="float64"):
    """x clear of zero on both sides, y near a line through the origin."""
    x = data.uniform(0.5, 2.0, samples) * data.random.choice([-1.0, 1.0], samples)
    y = data.number(1.0, 3.0) * x + data.normal(samples, scale=0.3)
    return x.astype(dtype), y.astype(dtype)


@exercise.check(points=1, hint="One multiplication: every x times w.")
def prediction_is_w_times_x(student, solution, data):
    """The prediction is w · x."""
    for samples in (5, 3):
        x, w = data.normal(samples), data.number(0.5, 2.0)
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
    for samples, dtype in ((5, "float64"), (7, "float32"), (1, "float64")):
        x, y = data.once(points_near_a_line, samples, dtype)
        y_pred = (data.number(-1.0, 0.5) * x).astype(dtype)
        found = close(
            student.gradient(x, y, y_pred),
            solution.gradient(x, y, y_pred),
            "gradient",
            cause="wrong_gradient",
            samples=samples,
            given=shown(x=x, y=y, y_pred=y_pred),
        )
        if not found:
            return found
    return found


@exercise.check(points=3, hint="In every step: predict, record the loss, then move w against the gradient.")
def training_follows_the_reference(student, solution, data):
    """Training follows the reference, step by step, and returns the last w."""
    for samples, steps, dtype in ((6, 12, "float64"), (4, 8, "float32")):
        X, Y = data.once(points_near_a_line, samples, dtype)
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
