import msgspec
import numpy as np

from grader import Exercise, close, losses, number, results, sequence, shown, trajectory

exercise = Exercise(
    title="Fitting a cubic to the sine, by hand",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd"),
    hints=(
        "Every one of the four gradients has the same beginning: 2(y_pred − y).",
        "Sum 2(y_pred − y) times 1, x, x² and x³ for a, b, c and d. All four gradients belong to the same "
        "prediction: compute them all before you change any parameter.",
    ),
    returns={"fit": results(sequence(number, 4), losses)},
)


@exercise.check(points=2, hint="Every difference squared, and the squares added up: no mean, no root.")
def loss_is_the_sum_of_the_squares(student, solution, data):
    """The first loss is the sum of the squared errors of a + bx + cx² + dx³."""
    for samples, dtype in ((4, "float64"), (9, "float32"), (1, "float64")):
        x, y, start, rate = problem(data, samples, dtype)
        _, curve = student.fit(x, y, start, rate, 1)
        _, expected = solution.fit(x, y, start, rate, 1)
        if curve.size != 1:
            return trajectory(curve, expected)
        found = close(curve, expected, "the first loss", samples=samples, given=shown(x=x, y=y, params=start))
        if not found:
            return found
    return found


@exercise.check(points=4, hint="Differentiate one sample's squared error by a, b, c and d. What stands beside each?")
def one_step_follows_the_four_gradients(student, solution, data):
    """One step takes each of a, b, c and d against its own gradient."""
    for samples, dtype in ((5, "float64"), (8, "float32"), (1, "float64")):
        x, y, start, rate = problem(data, samples, dtype)
        actual, curve = student.fit(x, y, start, rate, 1)
        expected, _ = solution.fit(x, y, start, rate, 1)
        found = same_params(actual, expected, "one step", cause="wrong_gradient")
        if not found:  # a loss that is right tells a wrong gradient from one of another loss
            return msgspec.structs.replace(found, evidence=np.concatenate([actual, curve]))
    return found


@exercise.check(points=3, hint="In every step: predict anew, record the loss, then move all four.")
def losses_follow_the_reference(student, solution, data):
    """The losses of many steps follow the reference, and the last a, b, c and d come back."""
    for samples, steps, dtype in ((12, 15, "float64"), (30, 8, "float32")):
        x, y, start, rate = problem(data, samples, dtype)
        params, curve = student.fit(x, y, start, rate, steps)
        expected_params, expected_curve = solution.fit(x, y, start, rate, steps)
        found = trajectory(curve, expected_curve) and same_params(params, expected_params, f"{steps} steps")
        if not found:
            return found
    return found


@exercise.check(points=1, hint="Each call begins anew, at the params that it is given.")
def sine_is_approached(student, solution, data):
    """The sine itself is approached as by the reference, from two different starts."""
    x = np.linspace(-np.pi, np.pi, 200)
    for steps in (40, 25):
        start = tuple(data.uniform(0.3, 1.0, 4).tolist())
        params, curve = student.fit(x, np.sin(x), start, 1e-5, steps)
        expected_params, expected_curve = solution.fit(x, np.sin(x), start, 1e-5, steps)
        found = trajectory(curve, expected_curve) and same_params(params, expected_params, f"{steps} steps")
        if not found:
            return found
    return found


def same_params(actual, expected, after, cause="wrong_value"):
    """Whether a, b, c and d are right; each to a part of the largest, as one of them may come near zero."""
    names = [f"{name} after {after}" for name in "abcd"]
    found = close(np.array(actual), np.array(expected), names=names, cause=cause)
    return found if found else msgspec.structs.replace(found, reading=None)


def problem(data, samples, dtype):
    """x, y off a cubic, params to start from, and a learning rate with which the loss falls fast. No parameter comes
    near zero in the first step, and each moves far."""
    for _ in range(1000):
        x = data.uniform(-1.6, 1.6, samples)
        y = data.uniform(1.5, 3.0, samples) * np.sin(2 * x) + data.normal(samples, scale=0.5)
        start = data.uniform(0.3, 1.0, 4) * data.random.choice([-1.0, 1.0], 4)
        powers = x[:, None] ** np.arange(4)
        rate = 0.4 / np.linalg.norm(powers, 2) ** 2
        step = 2 * rate * powers.T @ (powers @ start - y)
        if np.abs(step).min() > 0.03 and np.abs(start - step).min() > 0.03:
            return x.astype(dtype), y.astype(dtype), tuple(start.tolist()), float(rate)
    raise AssertionError(f"no problem of {samples} samples moves all four parameters")
