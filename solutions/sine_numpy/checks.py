import numpy as np

from grader import Exercise, losses, number, results, say, sequence, shown, train_alike

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

RETURNED = [say("the returned {name}", name=name) for name in "abcd"]
AFTER_ONE_STEP = [say("{name} after one step", name=name) for name in "abcd"]


@exercise.check(points=2, hint="Every difference squared, and the squares added up: no mean, no root.")
@exercise.cases((4, "float64"), (9, "float32"), (1, "float64"))
def loss_is_the_sum_of_the_squares(student, solution, data, samples, dtype):
    """The first loss is the sum of the squared errors of a + bx + cx² + dx³."""
    x, y, start, rate = problem(data, samples, dtype)
    how = {"samples": samples, "given": shown(x=x, y=y, params=start)}
    train_alike(student.fit, solution.fit, x, y, start, rate, 1, **how)


@exercise.check(points=4, hint="Differentiate one sample's squared error by a, b, c and d. What stands beside each?")
@exercise.cases((5, "float64"), (8, "float32"), (1, "float64"))
def one_step_follows_the_four_gradients(student, solution, data, samples, dtype):
    """One step takes each of a, b, c and d against its own gradient."""
    how = {"returned": [AFTER_ONE_STEP], "losses": False, "cause": "wrong_gradient", "reads": False}
    train_alike(student.fit, solution.fit, *problem(data, samples, dtype), 1, **how)


@exercise.check(points=3, hint="In every step: predict anew, record the loss, then move all four.")
@exercise.cases((12, 15, "float64"), (30, 8, "float32"))
def losses_follow_the_reference(student, solution, data, samples, steps, dtype):
    """The losses of many steps follow the reference, and the last a, b, c and d come back."""
    train_alike(student.fit, solution.fit, *problem(data, samples, dtype), steps, returned=[RETURNED], reads=False)


@exercise.check(points=1, hint="Each call begins anew, at the params that it is given.")
@exercise.cases(40, 25)
def sine_is_approached(student, solution, data, steps):
    """The sine itself is approached as by the reference, from two different starts."""
    x = np.linspace(-np.pi, np.pi, 200)
    given = x, np.sin(x), tuple(data.uniform(0.3, 1.0, 4).tolist()), 1e-5, steps
    train_alike(student.fit, solution.fit, *given, returned=[RETURNED], reads=False)


def problem(data, samples, dtype):
    """x, y off a cubic, params to start from, and a learning rate with which the loss falls fast."""

    def drawn():
        x = data.uniform(-1.6, 1.6, samples)
        y = data.uniform(1.5, 3.0, samples) * np.sin(2 * x) + data.normal(samples, scale=0.5)
        rate = float(0.4 / np.linalg.norm(powers(x), 2) ** 2)
        return x, y, data.uniform(0.3, 1.0, 4) * data.random.choice([-1.0, 1.0], 4), rate

    x, y, start, rate = data.until(drawn, all_four_move)
    return x.astype(dtype), y.astype(dtype), tuple(start.tolist()), rate


def powers(x):
    return x[:, None] ** np.arange(4)


def all_four_move(x, y, start, rate):
    """No parameter comes near zero in the first step, and each moves far."""
    step = 2 * rate * powers(x).T @ (powers(x) @ start - y)
    return min(np.abs(step).min(), np.abs(start - step).min()) > 0.03
