import numpy as np

from grader import (
    DTYPE,
    LARGE,
    MANY,
    MEDIUM,
    SOME,
    TINY,
    Exercise,
    losses,
    magnitudes,
    number,
    results,
    say,
    sequence,
    shown,
    sizes,
    train_alike,
)

exercise = Exercise(
    title="Fitting a cubic to the sine, by hand",
    allows=("numpy",),
    forbids=("torch", "tensorflow", "jax", "autograd"),
    hints=(
        "Every one of the four gradients has the same beginning: 2(y_pred − y).",
        "Sum 2(y_pred − y) times 1, x, x² and x³ for a, b, c and d. All four gradients belong to the same "
        "prediction: compute them all before you change any parameter.",
    ),
    returns={"fit": results(sequence(number, 4), losses, names=("(a, b, c, d)", "losses"))},
)

RETURNED = [say("the returned {name}", name=name) for name in "abcd"]
AFTER_ONE_STEP = [say("{name} after one step", name=name) for name in "abcd"]


PLAIN = 1.6, 1.0, 0.4
REACH, PULL, ARRIVING = magnitudes(0.8, 1.6), magnitudes(0.05, 0.9), magnitudes(0.3, 0.7)
CONVERGED, LONG = sizes(60, 90), sizes(200, 260)
"""Numbers of steps: a descent to one sample has arrived, in float64 too; others are still on their way."""


@exercise.check(points=2, hint="Every difference squared, and the squares added up: no mean, no root.")
@exercise.cases(
    (4, "float64", *PLAIN),
    (1, DTYPE, REACH, MEDIUM, PULL),
    (SOME, "float32", TINY, TINY, PULL),
    (MANY, DTYPE, LARGE, LARGE, PULL),
)
def loss_is_the_sum_of_the_squares(student, solution, data, samples, *case):
    """The first loss is the sum of the squared errors of a + bx + cx² + dx³."""
    x, y, start, rate = problem(data, samples, *case)
    how = {"samples": samples, "given": shown(x=x, y=y, params=start)}
    train_alike(student.fit, solution.fit, x, y, start, rate, 1, **how)


@exercise.check(points=3, hint="Differentiate one sample's squared error by a, b, c and d. What stands beside each?")
@exercise.cases(
    (5, "float64", *PLAIN),
    (1, DTYPE, REACH, MEDIUM, PULL),
    (SOME, "float32", TINY, MEDIUM, PULL),
    (MANY, DTYPE, LARGE, LARGE, PULL),
    (SOME, DTYPE, 0.0, MEDIUM, PULL),
)
def one_step_follows_the_four_gradients(student, solution, data, samples, *case):
    """One step takes each of a, b, c and d against its own gradient."""
    how = {"returned": [AFTER_ONE_STEP], "losses": False, "more": 3, "cause": "wrong_gradient", "reads": False}
    train_alike(student.fit, solution.fit, *problem(data, samples, *case), 1, **how)


@exercise.check(points=3, hint="In every step: predict anew, record the loss, then move all four.")
@exercise.cases(
    (12, 15, "float64", *PLAIN),
    (SOME, SOME, DTYPE, REACH, MEDIUM, PULL),
    (SOME, sizes(2, 12), "float32", LARGE, LARGE, PULL),
    (sizes(5, 9), LONG, DTYPE, REACH, MEDIUM, PULL),
    (1, CONVERGED, "float64", TINY, MEDIUM, ARRIVING),  # nothing pulls at c and d there, so they stay where they are
    (SOME, 3, DTYPE, REACH, 0.0, PULL),
)
def losses_follow_the_reference(student, solution, data, samples, steps, *case):
    """The losses of many steps follow the reference, and the last a, b, c and d come back."""
    given = *problem(data, samples, *case), steps
    train_alike(student.fit, solution.fit, *given, returned=[RETURNED], reads=False)


@exercise.check(points=1, hint="Each call begins anew, at the params that it is given.")
@exercise.cases((200, 1e-5, 40), (2000, 1e-6, sizes(2, 12)))
def sine_is_approached(student, solution, data, samples, rate, steps):
    """The sine itself is approached as by the reference, from two different starts."""
    x = np.linspace(-np.pi, np.pi, samples)
    given = x, np.sin(x), tuple(data.uniform(0.3, 1.0, 4).tolist()), rate, steps
    train_alike(student.fit, solution.fit, *given, returned=[RETURNED], reads=False)


exercise.leaves_arguments(points=1)


def problem(data, samples, dtype, reach, height, pull):
    """x up to `reach`, y off a cubic and params to start from of the size `height`, and a learning rate: below a pull
    of 1 the loss falls."""

    def drawn():
        x = data.uniform(-reach, reach, samples)
        y = data.uniform(1.5, 3.0, samples) * np.sin(2 * x) + data.normal(samples, scale=0.5)
        rate = float(pull / np.linalg.norm(powers(x), 2) ** 2)
        return x, y, data.uniform(0.3, 1.0, 4) * data.random.choice([-1.0, 1.0], 4), rate

    x, y, start, rate = data.until(drawn, all_four_move if (reach, height, pull) == PLAIN else far_off)
    return x.astype(dtype), (height * y).astype(dtype), tuple((height * start).tolist()), rate


def powers(x):
    return x[:, None] ** np.arange(4)


def all_four_move(x, y, start, rate):
    """No parameter comes near zero in the first step, and each moves far."""
    step = 2 * rate * powers(x).T @ (powers(x) @ start - y)
    return min(np.abs(step).min(), np.abs(start - step).min()) > 0.03


def far_off(x, y, start, rate):
    """The errors are no small differences of large terms, which float32 would not tell from others."""
    return np.linalg.norm(powers(x) @ start - y) > 0.25 * np.linalg.norm(powers(np.abs(x)) @ np.abs(start))
